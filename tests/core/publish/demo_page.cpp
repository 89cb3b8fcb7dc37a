// demo_page FILE: writes the sample page, to be looked at in a browser.
#include <fstream>
#include <iostream>

#include "sample_page.h"

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: demo_page FILE\n";
    return 2;
  }
  std::ofstream file(argv[1], std::ios::binary);
  file << evigraft::publish::render_page(evigraft::publish::sample_page());
  file.close();
  if (!file) {
    std::cerr << "demo_page: " << argv[1] << " could not be written; check folder and space.\n";
    return 1;
  }
}
