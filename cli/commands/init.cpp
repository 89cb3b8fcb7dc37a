// evigraft init: an empty database for a topic.
#include <evigraft/error.h>

#include "cli/command.h"
#include "cli/open.h"

namespace evigraft::cli {
namespace {

int run(Context& context) {
  const auto& file = context.settings.database;
  if (Store::exists(file))
    throw Error(Error::Kind::usage, "There is already a database at " + file.string() + "; name another with --db.");
  (void)open_or_create(context);
  return 0;
}
}  // namespace

void add_init(CLI::App& app, Run& chosen) {
  add_command(app, chosen, "init", "Create the database for the topic",
              "  evigraft init\n  evigraft --db flaps.sqlite --topic flaps.toml init", run);
}

}  // namespace evigraft::cli
