import { describe, expect, it } from 'vitest'
import { agreementReport, type Unit } from '@/lib/labeling/quality/agreement-report'
import type { Annotation, Shape } from '@/lib/labeling/shapes'

let count = 0
const of = (label: string, shape: Shape = { kind: 'tag' }): Annotation => ({ id: `r${++count}`, label, shape, attributes: {}, z: 0, locked: false, hidden: false, source: { by: 'person' } })
const box = (x: number, width = 10): Shape => ({ kind: 'box', x, y: 0, width, height: 10, angle: 0 })
const tagged = (task: string, ...labels: string[]): Unit => ({ task, opinions: labels.map((label, at) => ({ person: `p${at}`, annotations: [of(label)] })) })

describe('agreement of a project', () => {
  it('of labels is percent, Cohen, Fleiss and Krippendorff, and the confusion between two people', () => {
    // 20 images, of which 15 are alike: 10 cat-cat, 5 dog-dog, 3 cat-dog, 2 dog-cat.
    const units = [...Array(10).fill(['cat', 'cat']), ...Array(5).fill(['dog', 'dog']), ...Array(3).fill(['cat', 'dog']), ...Array(2).fill(['dog', 'cat'])].map(([a, b], at) => tagged(`t${at}`, a, b))
    const { project, pairs, labels, disagreements } = agreementReport(units, true)
    expect(project).toMatchObject({ images: 20, pairs: 20, percent: 0.75, f1: null, iou: null, oks: null })
    // By hand: p(e) = (13/20 × 12/20) + (7/20 × 8/20) = 0.53, so kappa = (0.75 − 0.53) / 0.47.
    expect(pairs[0]!.kappa).toBeCloseTo(0.22 / 0.47)
    // Fleiss takes the shares of both together: (25/40)² + (15/40)².
    expect(project.fleiss!.kappa).toBeCloseTo((0.75 - 0.53125) / (1 - 0.53125))
    expect(project.alpha).toBeCloseTo(1 - 39 * 10 / (2 * 25 * 15))
    expect(pairs[0]!.cells.map(({ a, b, count }) => `${a} ${b} ${count}`).sort()).toEqual(['cat cat 10', 'cat dog 3', 'dog cat 2', 'dog dog 5'])
    expect(labels.find(({ label }) => label === 'dog')).toMatchObject({ both: 5, alone: 5, agreement: 10 / 15 })
    expect(disagreements).toHaveLength(5)
    expect(disagreements[0]).toMatchObject({ a: 'p0', b: 'p1', score: 0, cells: [{ a: 'cat', b: 'dog' }] })
  })

  it('of shapes is F1 and overlap, the worst image first, with what one missed', () => {
    const opinion = (person: string, ...annotations: Annotation[]) => ({ person, annotations })
    const { project, labels, disagreements, pairs } = agreementReport(
      [
        { task: 'alike', opinions: [opinion('q', of('cell', box(0))), opinion('p', of('cell', box(0)))] },
        { task: 'missed', opinions: [opinion('q', of('cell', box(0)), of('cell', box(50))), opinion('p', of('cell', box(0, 8)))] },
        { task: 'renamed', opinions: [opinion('p', of('cell', box(0))), opinion('q', of('dirt', box(0)))] },
      ],
      false,
    )
    expect(project).toMatchObject({ images: 3, percent: null, fleiss: null, alpha: null })
    expect(project.f1).toBeCloseTo((1 + 2 / 3 + 0) / 3)
    expect(project.iou).toBeCloseTo((1 + 0.8 + 1) / 3)
    expect(disagreements.map(({ task }) => task)).toEqual(['renamed', 'missed'])
    expect(disagreements[1]).toMatchObject({ a: 'p', b: 'q', cells: [{ a: null, b: 'cell' }] })
    expect(labels.find(({ label }) => label === 'cell')).toMatchObject({ both: 2, alone: 2, likeness: 0.9 })
    expect(pairs).toHaveLength(1)
  })

  it('says nothing of what nobody compared', () => {
    expect(agreementReport([], true)).toMatchObject({ project: { images: 0, score: null, percent: null, fleiss: null, alpha: null }, labels: [], pairs: [], disagreements: [] })
  })
})
