import { describe, expect, test } from 'vitest'
import { arrange, sourceWords } from '@/components/data/source-words'
import type { AssetSummary, VersionView } from '@/lib/data/schema'

const version = (rows: number | null, source: VersionView['source'], columns = ['a']): VersionView => ({
  version: 1,
  state: 'ready',
  message: '',
  digest: null,
  size: rows,
  rows,
  columns: columns.map((name) => ({ name, type: 'text' })),
  source,
  createdBy: null,
  createdAt: '2024-01-01T00:00:00Z',
})
const asset = (name: string, latest: VersionView, updatedAt: string): AssetSummary => ({ name, description: '', latest, pending: null, versionCount: 1, createdAt: updatedAt, updatedAt })

const assets = [
  asset('beta', version(10, { kind: 'url', url: 'https://example.org/x.csv' }, ['species']), '2024-01-02'),
  asset('Alpha', version(null, { kind: 'upload', fileName: 'alpha.csv' }), '2024-01-03'),
  asset('gamma', version(99, { kind: 'gallery', title: 'Palmer penguins' }), '2024-01-01'),
]
const names = (search: string, key: 'name' | 'rows' | 'updated', descending = false) => arrange(assets, search, { key, descending }).map(({ name }) => name)

describe('the list of data', () => {
  test('sorts by name without regard to case, by rows, by date', () => {
    expect(names('', 'name')).toEqual(['Alpha', 'beta', 'gamma'])
    expect(names('', 'rows', true)).toEqual(['gamma', 'beta', 'Alpha'])
    expect(names('', 'updated', true)).toEqual(['Alpha', 'beta', 'gamma'])
  })

  test('finds by name, column and source', () => {
    expect(names('SPECIES', 'name')).toEqual(['beta'])
    expect(names('palmer gallery', 'name')).toEqual(['gamma'])
    expect(names('nothing', 'name')).toEqual([])
  })

  test('says where data came from', () => {
    expect(assets.map(({ latest }) => sourceWords(latest))).toEqual(['example.org', 'alpha.csv', 'Gallery: Palmer penguins'])
  })
})
