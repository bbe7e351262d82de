#pragma once

#include "evaluation/report.hpp"

// One function a subject, each in the file of its name. A section tells its method and data in a
// sentence or two, then our rows beside those of others, then what was tried. Figures of other
// programs were measured by us on the same recordings unless the row names its source.
namespace ebb::evaluation {

void ecg_section(Report& report);        ///< beats in an electrocardiogram
void ppg_section(Report& report);        ///< beats in a pulse wave
void intervals_section(Report& report);  ///< verdicts and correction
void hrv_section(Report& report);        ///< variability against golden values and EC57
void breath_section(Report& report);     ///< breath from intervals, belts, airflow, acceleration
void waves_section(Report& report);      ///< breath from ECG and PPG waves, and fused
void several_section(Report& report);    ///< breath from several sensors at once, live
void synchrony_section(Report& report);  ///< synchrony with the guide, lag, RSA, coherence

}  // namespace ebb::evaluation
