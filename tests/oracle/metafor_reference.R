# What R metafor says about the tables that metafor_compare.py writes. Arguments: a folder with list.csv (file, measure) and
# the tables. Prints one line a figure: file TAB path TAB value; "error" where metafor refuses.
suppressMessages(library(metafor))
folder <- commandArgs(TRUE)[1]
sets <- read.csv(file.path(folder, "list.csv"), stringsAsFactors = FALSE)

say <- function(set, path, values) {
  values <- as.numeric(values)
  text <- ifelse(is.na(values), "NA", formatC(values, digits = 17, format = "g"))
  cat(paste(set, paste0(path, if (length(values) > 1) paste0("/", seq_along(values) - 1)), text, sep = "\t"), sep = "\n")
}
try_say <- function(set, path, compute) {
  result <- tryCatch(suppressWarnings(suppressMessages(compute())), error = function(e) NULL)
  if (is.null(result)) {
    cat(set, path, "error\n", sep = "\t")
    return(invisible())
  }
  for (name in names(result)) say(set, paste0(path, "/", name), result[[name]])
}
model <- function(m) list(beta = c(m$beta), se = m$se, pval = m$pval, ci_lb = m$ci.lb, ci_ub = m$ci.ub, tau2 = m$tau2,
                          I2 = m$I2, H2 = m$H2, QE = m$QE, QEp = m$QEp)

for (i in seq_len(nrow(sets))) {
  set <- sets$file[i]
  measure <- sets$measure[i]
  dat <- read.csv(file.path(folder, set))
  es <- tryCatch(suppressWarnings(switch(measure,
    GEN = dat,
    MN = , MNLN = escalc(measure = measure, mi = mi, sdi = sdi, ni = ni, data = dat),
    PR = , PLO = , PFT = escalc(measure = measure, xi = xi, ni = ni, data = dat),
    RR = , OR = , RD = , PETO = escalc(measure = measure, ai = ai, bi = bi, ci = ci, di = di, data = dat),
    escalc(measure = measure, m1i = m1i, sd1i = sd1i, n1i = n1i, m2i = m2i, sd2i = sd2i, n2i = n2i, data = dat))),
    error = function(e) NULL)
  if (is.null(es)) next
  say(set, "escalc/yi", c(es$yi, NA))
  say(set, "escalc/vi", c(es$vi, NA))
  used <- !is.na(es$yi) & !is.na(es$vi)
  yi <- as.numeric(es$yi)[used]; vi <- as.numeric(es$vi)[used]; x <- dat$x[used]; g <- dat$g[used]
  if (!length(yi)) next
  # Tight, and in units of the data, as the defaults are absolute.
  s <- median(vi)
  control <- list(threshold = 1e-11 * s, maxiter = 10000, tau2.max = 1e4 * max(s, var(c(yi, yi + s))), tol = 1e-14 * s)
  fit <- function(method, test, ...) {
    loop <- if (method %in% c("ML", "REML", "EB")) control[1:2] else if (method == "PM") control[3:4] else list()
    rma(yi, vi, method = method, test = test, control = loop, ...)
  }
  for (method in c("FE", "DL", "HE", "HS", "SJ", "ML", "REML", "EB", "PM"))
    for (test in c("z", "knha"))
      if (!(method == "FE" && test == "knha")) try_say(set, paste("models", method, test, sep = "/"), function() model(fit(method, test)))
  # Two studies leave ties and residuals of 0, which rounding decides.
  if (length(yi) > 2) for (method in c("FE", "DL", "REML")) {
    try_say(set, paste0("metareg/x/", method), function() {
      m <- fit(method, "z", mods = ~x)
      c(model(m), list(QM = m$QM, QMp = m$QMp, R2 = if (is.null(m$R2)) NA else m$R2))
    })
    try_say(set, paste0("metareg/g/", method), function() {
      m <- fit(method, "knha", mods = ~factor(g))
      c(model(m), list(QM = m$QM, QMp = m$QMp))
    })
    try_say(set, paste0("leave1out/", method), function() {
      l <- leave1out(fit(method, "z"))
      list(estimate = l$estimate, se = l$se, Q = l$Q)
    })
    try_say(set, paste0("influence/", method), function() {
      f <- influence(fit(method, "z"))
      list(rstudent = f$inf$rstudent, dffits = f$inf$dffits, cook_d = f$inf$cook.d, hat = f$inf$hat, dfbs = f$dfbs$intrcpt)
    })
    for (estimator in c("L0", "R0"))
      for (side in c("left", "right"))
        try_say(set, paste("trimfill", method, estimator, side, sep = "/"), function() {
          t <- trimfill(fit(method, "z"), estimator = estimator, side = side)
          list(k0 = t$k0, beta = c(t$beta))
        })
  }
  if (length(yi) > 2) {
    try_say(set, "regtest/lm", function() {
      r <- regtest(yi, vi, model = "lm")
      list(stat = r$zval, pval = r$pval)
    })
    try_say(set, "regtest/rma", function() {
      r <- regtest(fit("DL", "z"))
      list(stat = r$zval, pval = r$pval, limit_est = r$est)
    })
    try_say(set, "ranktest", function() {
      r <- ranktest(yi, vi)
      list(tau = r$tau, pval = r$pval)
    })
    try_say(set, "fsn", function() list(Rosenthal = fsn(yi, vi)$fsnum, Rosenberg = fsn(yi, vi, type = "Rosenberg")$fsnum))
  }
  if (measure %in% c("RR", "OR", "RD")) {
    for (pooled in c("OR", "RR", "RD"))
      try_say(set, paste0("MH/", pooled), function() {
        m <- rma.mh(ai = ai, bi = bi, ci = ci, di = di, data = dat, measure = pooled)
        list(beta = c(m$beta), se = m$se, QE = m$QE)
      })
    try_say(set, "Peto", function() {
      m <- rma.peto(ai = ai, bi = bi, ci = ci, di = di, data = dat)
      list(beta = c(m$beta), se = m$se, QE = m$QE)
    })
  }
}
