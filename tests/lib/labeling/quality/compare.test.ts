import { describe, expect, it } from 'vitest'
import { compareOpinions } from '@/lib/labeling/quality/compare'
import { findLabelErrors } from '@/lib/labeling/quality/label-errors'
import { matchShapes } from '@/lib/labeling/quality/match'
import type { Annotation, Shape } from '@/lib/labeling/shapes'
import { box, put } from '../support'

const said = (label: string, shape: Shape): Annotation => put(label, shape).annotation
const tag = (label: string) => said(label, { kind: 'tag' })

describe('two opinions on one image', () => {
  it('are matched as a whole, whatever the labels, and only where they overlap by half', () => {
    const a = [said('red', box(0, 0, 100, 100)), said('red', box(30, 0, 100, 100))]
    const b = [said('white', box(28, 0, 100, 100)), said('red', box(60, 0, 100, 100)), said('red', box(500, 0, 10, 10))]
    const { matches, onlyA, onlyB } = matchShapes(a, b)
    // The second of each overlaps by 70 of 130, the first by 72 of 128: taking the likeliest pair first would leave one over.
    expect(matches.map((match) => [a.indexOf(match.a), b.indexOf(match.b)])).toEqual([[0, 0], [1, 1]])
    expect([onlyA, onlyB]).toEqual([[], [b[2]]])
  })

  it('score F1 with the label, and the overlap of what both drew', () => {
    const a = [said('red', box(0, 0, 10, 10)), said('red', box(100, 0, 10, 10)), said('white', box(200, 0, 10, 10))]
    const b = [said('red', box(0, 0, 10, 8)), said('white', box(100, 0, 10, 10))]
    const found = compareOpinions(a, b)
    expect(found.shapes!.f1).toBeCloseTo(2 / 5, 12)
    expect(found.shapes!.meanLikeness).toBeCloseTo(0.9, 12)
    expect(found.renamed).toEqual([{ a: 'red', b: 'white' }])
    expect(found.labels.get('red')).toMatchObject({ both: 1, onlyA: 1, onlyB: 0 })
    expect(found.labels.get('white')).toMatchObject({ both: 0, onlyA: 1, onlyB: 1 })
    expect(found).toMatchObject({ onlyA: 1, onlyB: 0, tags: null })
  })

  it('on the whole image share their labels, and agree where both found nothing', () => {
    expect(compareOpinions([tag('a'), tag('b')], [tag('b'), tag('c')])).toMatchObject({ score: 1 / 3, tags: 1 / 3, shapes: null })
    expect(compareOpinions([], [])).toMatchObject({ score: 1, tags: null, shapes: null })
    expect(compareOpinions([tag('a'), said('x', box())], [tag('a')])).toMatchObject({ score: 0.5 })
  })
})

describe('labels that are likely wrong', () => {
  it('are those that another label beats by its own measure, the surest first', () => {
    const of = (item: string, given: string, cat: number) => ({ item, given, probabilities: { cat, dog: 1 - cat } })
    const found = findLabelErrors([of('c1', 'cat', 0.9), of('c2', 'cat', 0.8), of('wrong', 'cat', 0.02), of('d1', 'dog', 0.1), of('d2', 'dog', 0.3), of('doubtful', 'cat', 0.45), of('less wrong', 'dog', 0.7)])
    expect(found.map(({ item, better }) => [item, better])).toEqual([['wrong', 'dog'], ['less wrong', 'cat']])
    expect(found[0]).toMatchObject({ given: 'cat', givenProbability: 0.02, betterProbability: 0.98 })
  })
  it('of a label that is always unsure are not all of them', () => {
    const of = (item: string, given: string, cat: number) => ({ item, given, probabilities: { cat, dog: 1 - cat } })
    expect(findLabelErrors([of('1', 'cat', 0.4), of('2', 'cat', 0.4), of('3', 'dog', 0.1)])).toEqual([])
  })
})
