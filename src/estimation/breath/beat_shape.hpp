#pragma once

#include <optional>

#include "core/time.hpp"
#include "estimation/breath/recent_wave.hpp"

namespace ebb {

/// What breathing changes in a QRS complex: the chest carries the electrodes away from the heart
/// and turns it (Moody et al. 1985, "Derivation of respiratory signals from multi-lead ECGs",
/// Computers in Cardiology 12). In the signal's unit.
struct QrsShape {
  /// Root mean square about its mean of the eighth of a second around the R wave. It does not
  /// depend on where between the samples R fell, as the height of R does.
  double strength = 0.0;
  double level = 0.0;  ///< of the baseline just before it
};

/// What breathing changes in a pulse (Karlen et al. 2013, "Multiparameter respiratory rate
/// estimation from the photoplethysmogram", IEEE Trans Biomed Eng 60), in the signal's unit.
struct PulseShape {
  double height = 0.0;  ///< foot to peak
  double level = 0.0;   ///< mean of the signal since the pulse before
  double width = 0.0;   ///< seconds at half its height
};

/// Nothing when the wave around R is not there.
std::optional<QrsShape> qrs_shape(const RecentWave& wave, HostTime r);
/// `upstroke` is the steepest point, up or down, `before` that of the pulse before it.
std::optional<PulseShape> pulse_shape(const RecentWave& wave, HostTime before, HostTime upstroke);

}  // namespace ebb
