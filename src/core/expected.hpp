#pragma once

#include <cassert>
#include <utility>
#include <variant>

namespace ebb {

template <class E>
struct Unexpected {
  E error;
};
template <class E>
Unexpected(E) -> Unexpected<E>;

/// A value or the reason there is none, in std::expected's spelling (which GCC 12 has only under
/// C++23, where clang-tidy 14 cannot follow). For a parse or a look-up that has one answer;
/// see docs/hacking.md for which kind of trouble gets which kind of tool.
template <class T, class E>
class [[nodiscard]] Expected {
 public:
  Expected(T value) : held_(std::in_place_index<0>, std::move(value)) {}
  Expected(Unexpected<E> bad) : held_(std::in_place_index<1>, std::move(bad.error)) {}

  [[nodiscard]] bool has_value() const { return held_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  [[nodiscard]] const T& value() const& {
    assert(has_value());
    return std::get<0>(held_);
  }
  [[nodiscard]] T& value() & {
    assert(has_value());
    return std::get<0>(held_);
  }
  [[nodiscard]] T&& value() && {
    assert(has_value());
    return std::get<0>(std::move(held_));
  }
  [[nodiscard]] const E& error() const {
    assert(!has_value());
    return std::get<1>(held_);
  }
  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

 private:
  std::variant<T, E> held_;
};

}  // namespace ebb
