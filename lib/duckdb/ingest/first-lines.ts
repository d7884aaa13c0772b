import { readHead } from './format'
import type { ReadingOptions } from './options'
import { wideEncoding } from './plain-text'

const shownLines = 25
const longestLine = 400
const lineBytes = 32 << 10

/** The first lines of a text as they are, each cut to some length. `found`: its encoding, where that is known. */
export function firstLines(file: string, found?: ReadingOptions['encoding']): string[] {
  const head = readHead(file, lineBytes)
  const text = new TextDecoder(wideEncoding(head.subarray(0, 4096)) ?? found ?? 'utf-8').decode(head)
  return text.split(/\r\n|\r|\n/).slice(0, shownLines).map((line) => line.slice(0, longestLine))
}
