#pragma once

// The one door to sdbus-c++ (1.2), as asio.hpp is for Asio.
#include <sdbus-c++/sdbus-c++.h>
