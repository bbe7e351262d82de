#include "archive/imports/annotation_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ebb::AnnotationReader reader{ebb::Hertz{128.0}};
  const ebb::RowSink sink = [](ebb::Row row) {
    if (row.size() != 1 || !row[0] || !(*row[0] > 0.0)) {
      __builtin_trap();
    }
  };
  reader.push({data, size}, sink);
  reader.finish(sink);
  return 0;
}
