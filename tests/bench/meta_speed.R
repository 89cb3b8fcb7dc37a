# Our time beside metafor's own, in one run: CPU seconds of one call, R's start left out, the least of several rounds of
# each, on the same numbers. Prints one table, how both grow with k, and how far the results lie apart.
#   Rscript --vanilla tests/bench/meta_speed.R PROGRAM [--without-5000]
# PROGRAM: BUILD/tests/bench/meta_speed. k = 5000 takes metafor minutes and 2 GB of memory; leave it out with the flag.
suppressMessages(library(metafor))
arguments <- commandArgs(trailingOnly = TRUE)
if (length(arguments) < 1) stop("usage: meta_speed.R PROGRAM [--without-5000]")
program <- normalizePath(arguments[1])
sizes <- if ("--without-5000" %in% arguments) c(10, 50, 500) else c(10, 50, 500, 5000)
folder <- tempfile("meta_speed")
dir.create(folder)

set.seed(1)
data_of <- function(k) {
  vi <- runif(k, .005, .3)
  x <- rnorm(k)
  data.frame(yi = rnorm(k, .3 + .1 * x, sqrt(.1 + vi)), vi = vi, x = x)
}
stored <- function(data, name) {
  file <- file.path(folder, name)
  write.table(format(data, digits = 17, trim = TRUE), file, quote = FALSE, row.names = FALSE, col.names = FALSE)
  file
}

# CPU seconds of one call: a short call is repeated until a round takes half a second; the least of three rounds, of one
# where a call takes longer than five seconds.
least_seconds <- function(call) {
  best <- Inf
  for (round in 1:3) {
    calls <- 0
    begin <- proc.time()
    repeat {
      call()
      calls <- calls + 1
      spent <- sum((proc.time() - begin)[c("user.self", "sys.self")])
      if (spent >= .5) break
    }
    best <- min(best, spent / calls)
    if (best > 5) break
  }
  best
}

ours <- function(task, file, words = character()) {
  line <- system2(program, shQuote(c(task, file, words)), stdout = TRUE)
  as.numeric(strsplit(line, " ")[[1]])
}

rows <- data.frame()
compare <- function(label, k, call, figure, task, file, words = character()) {
  result <- NULL
  theirs <- least_seconds(function() result <<- call())
  mine <- ours(task, file, words)
  difference <- if (is.null(figure)) NA else abs(mine[2] / figure(result) - 1)
  rows <<- rbind(rows, data.frame(task = label, k = k, metafor = theirs, evigraft = mine[1], ratio = theirs / mine[1],
                                  difference = difference))
  cat(sprintf("%-34s k = %-5d done\n", label, k), file = stderr())
}

tight <- list(threshold = 1e-12, maxiter = 1000)
for (k in sizes) {
  data <- data_of(k)
  file <- stored(data, paste0("k", k))
  compare("REML fit, knha", k, function() rma(yi, vi, data = data, test = "knha"),
          function(r) rma(yi, vi, data = data, control = tight)$tau2, "fit", file)
  if (k > 500) next
  compare("REML fit, one moderator", k, function() rma(yi, vi, mods = ~ x, data = data, test = "knha"),
          function(r) rma(yi, vi, mods = ~ x, data = data, control = tight)$tau2, "regression", file)
  fitted <- rma(yi, vi, data = data, test = "knha")
  if (k >= 50)
    compare("leave-one-out, REML", k, function() leave1out(fitted), function(r) r$tau2[1], "leave-one-out", file)
  compare("trim-and-fill, REML", k, function() trimfill(rma(yi, vi, data = data)), function(r) c(r$beta),
          "trim-and-fill", file)
}

data <- data_of(20)
file <- stored(data, "k20")
for (method in c("EE", "DL"))
  compare(paste0("GOSH, 100000 subsets, ", method), 20,
          function() gosh(rma(yi, vi, data = data, method = method), subsets = 1e5, progbar = FALSE), NULL, "gosh", file,
          c(method, "100000"))
compare("GOSH, 10000 subsets, REML", 20,
        function() gosh(rma(yi, vi, data = data), subsets = 1e4, progbar = FALSE), NULL, "gosh", file,
        c("REML", "10000"))
compare("permutation test, 1000 of 2^20", 20, function() permutest(rma(yi, vi, data = data, test = "knha"),
        progbar = FALSE), NULL, "permutation", file, "1000")

# A network: contrasts with the first arm of each study, their covariance the variance of that arm.
arms <- do.call(rbind, lapply(1:40, function(study) {
  treatments <- sort(sample(LETTERS[1:5], if (study %% 5 == 0) 3 else 2))
  data.frame(study = sprintf("s%02d", study), treatment = treatments,
             value = rnorm(length(treatments), match(treatments, LETTERS) / 10, .4),
             variance = runif(length(treatments), .01, .1))
}))
file <- stored(arms, "network")
contrasts_of <- function(part) {
  effects <- part$value[-1] - part$value[1]
  design <- t(sapply(part$treatment[-1], function(name)
    (LETTERS[2:5] == name) - (LETTERS[2:5] == part$treatment[1])))
  list(yi = effects, V = diag(part$variance[-1], length(effects)) + part$variance[1], X = design)
}
parts <- lapply(split(arms, arms$study), contrasts_of)
yi <- unlist(lapply(parts, `[[`, "yi"))
V <- bldiag(lapply(parts, `[[`, "V"))
X <- do.call(rbind, lapply(parts, `[[`, "X"))
frame <- data.frame(study = rep(names(parts), sapply(parts, function(p) length(p$yi))), arm = unlist(lapply(parts, function(p)
  seq_along(p$yi))))
pool_network <- function() rma.mv(yi, V, mods = X, intercept = FALSE, random = ~ arm | study, rho = 1 / 2, data = frame)
compare("network, 40 studies, rma.mv REML", 40, pool_network, function(r) r$tau2, "nma", file)

rows$metafor <- sprintf("%.3g", rows$metafor)
rows$evigraft <- sprintf("%.3g", rows$evigraft)
rows$difference <- ifelse(is.na(rows$difference), "", sprintf("%.0e", rows$difference))
rows$ratio <- sprintf("%.0f", rows$ratio)
cat("CPU seconds of one call; ratio: metafor / evigraft; difference: relative, of tau2 or the estimate\n")
print(rows, row.names = FALSE, right = TRUE)
fits <- rows[rows$task == "REML fit, knha", ]
growth <- function(seconds) diff(log(as.numeric(seconds))) / diff(log(fits$k))
cat("\nA fit grows with k as k^x, x from one size to the next:\n")
print(data.frame(from = head(fits$k, -1), to = tail(fits$k, -1), metafor = round(growth(fits$metafor), 2),
                 evigraft = round(growth(fits$evigraft), 2)), row.names = FALSE)
cat("\nmetafor ", as.character(packageVersion("metafor")), ", ", R.version.string, ", BLAS ", extSoftVersion()[["BLAS"]],
    "\n", sep = "")
unlink(folder, recursive = TRUE)
