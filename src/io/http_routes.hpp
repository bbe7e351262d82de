#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <utility>

namespace ebb::io {

struct HttpAnswer {
  unsigned status = 200;
  std::string content_type = "text/plain; charset=utf-8";
  std::string body;
};

/// The plain pages beside the feed: a path, and what answers a GET of it. Whoever may open the
/// machine's loopback may read them, so nothing of the person belongs here.
class HttpRoutes {
 public:
  using Page = std::function<HttpAnswer()>;

  void add(std::string path, Page page) {
    pages_.insert_or_assign(std::move(path), std::move(page));
  }

  [[nodiscard]] HttpAnswer answer(std::string_view method, std::string_view target) const {
    const auto page = pages_.find(target.substr(0, target.find('?')));
    if (page == pages_.end()) {
      return {404, "text/plain; charset=utf-8", "There is nothing at this address.\n"};
    }
    if (method != "GET" && method != "HEAD") {
      return {405, "text/plain; charset=utf-8", "This page can only be read.\n"};
    }
    return page->second();
  }

 private:
  std::map<std::string, Page, std::less<>> pages_;
};

}  // namespace ebb::io
