import { describe, expect, it } from 'vitest'
import { goalFor, goalOf } from '@/lib/dashboards/goal'
import { mergeDrafts } from '@/lib/dashboards/merge'
import { runFilter, spansOf } from '@/lib/dashboards/run-filter'
import { noFilters, type Tile } from '@/lib/dashboards/schema'
import { parseFilter } from '@/lib/tracking/filter/parse'
import { searchableRuns } from '@/lib/tracking/filter/schema'

const tile = (id: string, more: Partial<Tile> = {}): Tile => ({ id, title: id, x: 0, y: 0, w: 4, h: 3, view: { kind: 'text', text: id }, ...more })
const says = (text: string) => ({ view: { kind: 'text' as const, text } })
const merged = (base: Tile[], mine: Tile[], theirs: Tile[]) => mergeDrafts({ tiles: base }, { tiles: mine }, { tiles: theirs }, () => 'copy').tiles

describe('two changes of one draft', () => {
  it('keeps what either added, moved and set', () => {
    const base = [tile('a'), tile('b', { y: 3 })]
    const mine = [tile('a', { w: 6 }), tile('b', { y: 3 }), tile('c', { y: 6 })]
    const theirs = [tile('a', says('new words')), tile('b', { y: 3, h: 5 }), tile('d', { y: 8 })]
    expect(merged(base, mine, theirs)).toEqual([tile('a', { w: 6, ...says('new words') }), tile('b', { y: 3, h: 5 }), tile('c', { y: 6 }), tile('d', { y: 8 })])
  })

  it('keeps both where both set the same tile, and does not double what is equal', () => {
    const both = merged([tile('a')], [tile('a', says('mine'))], [tile('a', says('theirs'))])
    expect(both).toEqual([tile('a', says('mine')), tile('copy', { ...says('theirs'), title: 'a', y: 3 })])
    expect(merged([tile('a')], [tile('a', says('same'))], [tile('a', says('same'))])).toEqual([tile('a', says('same'))])
  })

  it('removes what one removed, unless the other has set it since', () => {
    expect(merged([tile('a'), tile('b')], [tile('a')], [tile('a'), tile('b')])).toEqual([tile('a')])
    expect(merged([tile('a'), tile('b')], [tile('a')], [tile('a'), tile('b', says('set'))])).toEqual([tile('a'), tile('b', says('set'))])
    expect(merged([tile('a'), tile('b')], [tile('a'), tile('b', says('set'))], [tile('a')])).toEqual([tile('a'), tile('b', says('set'))])
  })
})

describe('the filter that a tile asks with', () => {
  const filters = { ...noFilters, person: "O'Hara", tag: 'team=big "birds"', param: 'max depth', from: '2', to: '5' }

  it('reads back as what was meant, whatever signs the names have', () => {
    const text = runFilter('metrics.loss < 1 OR metrics.acc > 0.5', filters, { from: 1000.7, to: null })
    const compare = (kind: string, key: string, comparator: string, ...values: unknown[]) => ({ op: 'compare', field: { kind, key }, comparator, values })
    expect(parseFilter(text, searchableRuns)).toEqual({
      op: 'and',
      of: [
        { op: 'or', of: [compare('metric', 'loss', '<', 1), compare('metric', 'acc', '>', 0.5)] },
        compare('attribute', 'start_time', '>=', 1000),
        compare('attribute', 'user_id', '=', "O'Hara"),
        compare('tag', 'team', '=', 'big "birds"'),
        compare('param', 'max depth', '>=', 2),
        compare('param', 'max depth', '<=', 5),
      ],
    })
  })

  it('asks for a tag or a parameter alone, and for a text where both ends are equal', () => {
    expect(runFilter('', { ...noFilters, tag: 'team', param: 'opt' }, { from: null, to: null })).toBe('tags."team" IS NOT NULL AND params."opt" IS NOT NULL')
    expect(runFilter('', { ...noFilters, param: 'opt', from: 'adam', to: 'adam' }, { from: null, to: null })).toBe(`params."opt" = 'adam'`)
    expect(runFilter('', noFilters, { from: null, to: null })).toBe('')
  })

  it('compares with the span of equal length before', () => {
    const day = 86_400_000
    expect(spansOf(7, 20 * day)).toEqual({ within: { from: 13 * day, to: null }, before: { from: 6 * day, to: 13 * day }, days: 7 })
    expect(spansOf(0, 20 * day)).toEqual({ within: { from: null, to: null }, before: { from: null, to: 13 * day }, days: 7 })
  })
})

describe('what an experiment is judged by', () => {
  it('tells from a name whether less is better', () => {
    for (const name of ['loss', 'val_loss', 'rmse', 'training_mean_squared_error', 'validation/mae', 'trainLoss', 'duration']) expect(goalOf(name), name).toBe('min')
    for (const name of ['accuracy', 'f1', 'roc_auc', 'closed', 'glossary', 'lossless']) expect(goalOf(name), name).toBe('max')
  })

  it('takes what was chosen, then a measure of validation, then any measure, and never the load of a machine', () => {
    expect(goalFor('min my loss', ['accuracy'])).toEqual({ metric: 'my loss', goal: 'min', chosen: true })
    expect(goalFor(undefined, ['epoch', 'accuracy', 'val_loss'])).toEqual({ metric: 'val_loss', goal: 'min', chosen: false })
    expect(goalFor(undefined, ['system/cpu', 'rows', 'accuracy'])).toEqual({ metric: 'accuracy', goal: 'max', chosen: false })
    expect(goalFor(undefined, ['system/cpu'])).toBeNull()
  })
})
