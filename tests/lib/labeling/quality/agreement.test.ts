import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cohenKappa, fleissKappa, krippendorffAlpha, percentAgreement } from '@/lib/labeling/quality/agreement'

const _ = null

describe('agreement of people', () => {
  it('Cohen’s kappa is that of the grant proposals in every textbook: 20 yes/yes, 5 yes/no, 10 no/yes, 15 no/no', () => {
    const table = [['yes', 'yes', 20], ['yes', 'no', 5], ['no', 'yes', 10], ['no', 'no', 15]] as const
    const [first, second] = [0, 1].map((at) => table.flatMap((row) => Array.from({ length: row[2] }, () => row[at as 0 | 1])))
    expect(cohenKappa(first!, second!)).toBeCloseTo(0.4, 12)
    expect(percentAgreement(first!.map((value, at) => [value, second![at]!]))).toBeCloseTo(0.7, 12)
  })

  it('Fleiss’ kappa is that of his table of 14 raters, ten units and five categories', () => {
    const counts = [[0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1], [7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]]
    const ratings = counts.map((row) => row.flatMap((count, category) => Array.from({ length: count }, () => String(category))))
    expect(fleissKappa(ratings)!.kappa).toBeCloseTo(0.20993, 5)
    // Of units with another number of ratings it is not defined: they are left out, and the answer says so.
    expect(fleissKappa([...ratings, ['1', '1']])).toMatchObject({ units: 10, raters: 14 })
  })

  it('Krippendorff’s alpha is that of his own example with missing values', () => {
    const raters = [
      [1, 2, 3, 3, 2, 1, 4, 1, 2, _, _, _],
      [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, _, 3],
      [_, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, _],
      [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, _],
    ]
    const units = raters[0]!.map((_value, unit) => raters.map((rater) => rater[unit]!))
    expect(krippendorffAlpha(units)).toBeCloseTo(0.743421, 6)
  })

  it('is 1 where all say the same, and unknown where nobody can be compared', () => {
    expect(cohenKappa(['a', 'a'], ['a', 'a'])).toBe(1)
    expect(krippendorffAlpha([['a', 'a'], ['b', 'b', null]])).toBe(1)
    expect([percentAgreement([['a', _]]), cohenKappa(['a'], [_]), fleissKappa([['a']]), krippendorffAlpha([['a', _], [_, 'b']])]).toEqual([null, null, null, null])
  })

  it('does not depend on the order of people or of images, nor on what the categories are called', () => {
    const unit = fc.array(fc.option(fc.constantFrom('a', 'b', 'c')), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(fc.array(unit, { minLength: 2, maxLength: 12 }), (ratings) => {
        const other = ratings.map((row) => row.map((value) => value && `x${value}`).reverse()).reverse()
        const close = (a: number | null, b: number | null) => (a === null ? expect(b).toBeNull() : expect(b).toBeCloseTo(a, 9))
        close(krippendorffAlpha(ratings), krippendorffAlpha(other))
        close(percentAgreement(ratings), percentAgreement(other))
        close(fleissKappa(ratings)?.kappa ?? null, fleissKappa(other)?.kappa ?? null)
      }),
    )
  })
})
