// `meta --csv` alone, without a database: what comparisons with other programs are run against.
// meta_program meta --csv FILE --measure M --method X --test T [--level L] [--json]
#include <evigraft/error.h>

#include <cstdlib>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "cli/meta_json.h"

int main(int argc, char** argv) {
  using namespace evigraft;
  try {
    std::string file;
    cli::MetaOptions options;
    for (int i = 2; i < argc; ++i) {
      const std::string flag = argv[i];
      if (flag == "--json") continue;
      const std::string value = i + 1 < argc ? argv[++i] : "";
      if (flag == "--csv")
        file = value;
      else if (flag == "--measure")
        options.measure = value;
      else if (flag == "--method")
        options.fit.method = parse_method(value);
      else if (flag == "--test")
        options.fit.test = parse_test(value);
      else if (flag == "--level")
        options.fit.level = std::strtod(value.c_str(), nullptr);
      else
        throw Error(Error::Kind::usage, flag + " is not built");
    }
    std::cout << cli::meta_json(cli::meta_from_table(cli::read_csv(file), options)).dump(1) << "\n";
    return 0;
  } catch (const Error& error) {
    std::cerr << error.what() << "\n";
    return error.kind() == Error::Kind::usage ? 2 : 1;
  }
}
