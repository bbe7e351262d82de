#include "archive/annotation_reader.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  ebb::AnnotationReader reader{ebb::Hertz{128.0}};
  const ebb::NumberSink sink = [](std::optional<double> interval) {
    if (!interval || !(*interval > 0.0)) {
      __builtin_trap();
    }
  };
  reader.push({data, size}, sink);
  reader.finish(sink);
  return 0;
}
