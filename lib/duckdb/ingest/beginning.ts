import { statSync, writeFileSync } from 'node:fs'
import { readHead } from './format'
import type { ReadingOptions } from './options'
import { wideEncoding } from './plain-text'

const lineFeed = 0x0a

/**
 * Writes the first bytes of a text to `out`, up to the end of a line, and tells its path; undefined where the text is no longer
 * than that, so that all of it can be read. `cut`: what is in `file` was cut off already.
 */
export function beginning(file: string, out: string, bytes: number, cut: boolean, encoding?: ReadingOptions['encoding']): string | undefined {
  if (!cut && statSync(file).size <= bytes) return undefined
  const head = readHead(file, bytes)
  const wide = encoding === undefined ? wideEncoding(head.subarray(0, 4096)) : encoding.startsWith('utf-16') ? encoding : undefined
  const end = wide ? wideEnd(head, wide === 'utf-16le' ? [lineFeed, 0] : [0, lineFeed]) : Math.max(head.lastIndexOf(lineFeed), head.lastIndexOf(0x0d)) + 1
  writeFileSync(out, end > 0 ? head.subarray(0, end) : head)
  return out
}

function wideEnd(head: Buffer, feed: number[]): number {
  for (let at = (head.length >> 1) * 2 - 2; at >= 0; at -= 2) if (head[at] === feed[0] && head[at + 1] === feed[1]) return at + 2
  return (head.length >> 1) * 2
}
