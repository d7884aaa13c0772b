import { describe, expect, test } from 'vitest'
import fc from 'fast-check'
import { parseAnsi } from '@/components/runs/log/ansi'
import { pieces, prepareRows, searchRows } from '@/components/runs/log/prepare'
import type { LogLine } from '@/lib/runs/schema'

const line = (text: string, seq = 0): LogLine => ({ node: 'train', attempt: 1, seq, stream: 'stdout', at: '2026-01-01T00:00:00.000Z', text })

describe('terminal codes', () => {
  test('colours become spans and the codes vanish', () => {
    expect(parseAnsi('a\u001b[31;1mred\u001b[0m b\u001b[92mgreen')).toEqual({
      text: 'ared bgreen',
      spans: [
        { from: 1, to: 4, colour: 'red', bold: true },
        { from: 6, to: 11, colour: 'green', bold: false },
      ],
    })
  })

  test('a carriage return overwrites; cursor moves, titles and control characters are dropped', () => {
    expect(parseAnsi('10 %\r50 %\r100 %').text).toBe('100 %')
    expect(parseAnsi('done\r').text).toBe('done')
    expect(parseAnsi('\u001b[2K\u001b]0;title\u0007x\u0000y').text).toBe('xy')
  })

  test('plain text is never changed', () => {
    fc.assert(fc.property(fc.stringMatching(/^[ -~äßé→]*$/), (text) => {
      expect(parseAnsi(text)).toEqual({ text, spans: [] })
    }))
  })
})

describe('rows and search', () => {
  test('a chunk with line breaks makes several rows, each with a key of its own', () => {
    const rows = prepareRows([line('one\ntwo\n'), line('three', 1)])
    expect(rows.map((row) => row.text)).toEqual(['one', 'two', 'three'])
    expect(new Set(rows.map((row) => row.key)).size).toBe(3)
  })

  test('matches ignore case and do not overlap', () => {
    expect(searchRows(prepareRows([line('Error: an ERROR'), line('aaaa', 1)]), 'error')).toEqual([{ row: 0, from: 0, to: 5 }, { row: 0, from: 10, to: 15 }])
    expect(searchRows(prepareRows([line('aaaa')]), 'aa')).toHaveLength(2)
    expect(searchRows(prepareRows([line('x')]), '')).toEqual([])
  })

  test('every match is the needle, and all are found', () => {
    fc.assert(fc.property(fc.array(fc.stringMatching(/^[abAB ]{0,20}$/), { maxLength: 10 }), fc.stringMatching(/^[ab]{1,2}$/), (texts, needle) => {
      const rows = prepareRows(texts.map(line))
      const matches = searchRows(rows, needle)
      for (const match of matches) expect(rows[match.row]?.text.slice(match.from, match.to).toLowerCase()).toBe(needle)
      const expected = texts.reduce((sum, text) => sum + text.toLowerCase().split(needle).length - 1, 0)
      expect(matches).toHaveLength(expected)
    }))
  })

  test('pieces joined are the text, whatever is coloured and found', () => {
    const [row] = prepareRows([line('a \u001b[31mred herring\u001b[0m here')])
    const found = searchRows([row!], 'her')
    const cut = pieces(row!, found)
    expect(cut.map((piece) => piece.text).join('')).toBe('a red herring here')
    expect(cut.filter((piece) => piece.match !== null).map((piece) => [piece.text, piece.colour])).toEqual([['her', 'red'], ['her', null]])
  })
})
