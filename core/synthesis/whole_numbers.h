// core/synthesis/whole_numbers.h: which means and standard deviations n whole numbers can have.
#pragma once
#include "synthesis/spread_judge.h"

namespace evigraft {

/// A sum of whole numbers divided by n rounds to the mean: Brown & Heathers (2017), Soc Psychol Personal Sci 8:363-369.
bool mean_of_whole_numbers(const PrintedNumber& mean, double n);

/// The sum of their squares is whole, and odd or even as their sum is: Anaya (2016), PeerJ Preprints 4:e2400v1. `low`
/// and `high` bound the standard deviation.
bool sd_of_whole_numbers(const PrintedNumber& mean, double n, double low, double high);

}  // namespace evigraft
