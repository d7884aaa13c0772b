/**
 * Exponential moving average with its start corrected, so that it does not begin at 0: y′ₙ = (1−w)·Σ wⁿ⁻ⁱ·yᵢ / (1−wⁿ), as in Adam
 * (Kingma and Ba, 2015). `weight` from 0, the values themselves, to below 1. Gaps stay gaps and count for nothing.
 */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  if (weight <= 0) return [...values]
  let [sum, share] = [0, 0]
  return values.map((value) => {
    if (value === null) return null
    sum = sum * weight + (1 - weight) * value
    share = share * weight + (1 - weight)
    return sum / share
  })
}
