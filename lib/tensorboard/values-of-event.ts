import type { Event, Histogram, SummaryValue } from './decode-event'
import type { Bars } from './schema'
import { tensorNumbers, tensorStrings } from './tensor-numbers'

export type EventValue =
  | { kind: 'scalar'; tag: string; value: number }
  | { kind: 'image'; tag: string; ordinal: number; width: number; height: number; bytes: Uint8Array }
  | { kind: 'histogram'; tag: string; bars: Bars }
  | { kind: 'text'; tag: string; text: string }
  /** Of a kind that is not shown: its name. */
  | { kind: 'other'; name: string }

/** More bars than a chart has pixels for tell nothing. */
const mostBars = 100

/**
 * What an event says, in either of the forms that writers use: the old fields of a summary, or tensors whose meaning the tag's
 * plugin gives. `plugins` remembers, by tag, the plugin that its first record names; it is filled on the way.
 */
export function valuesOfEvent({ values }: Event, plugins: Record<string, string>): EventValue[] {
  return values.flatMap((value) => {
    if (value.plugin !== '') plugins[value.tag] = value.plugin
    return valuesOf(value, plugins[value.tag] ?? '')
  })
}

function valuesOf(value: SummaryValue, plugin: string): EventValue[] {
  const { tag } = value
  if (value.other !== undefined) return [{ kind: 'other', name: value.other }]
  // tensorboardX and PyTorch log settings as if they were values.
  if (plugin === 'hparams') return [{ kind: 'other', name: plugin }]
  if (value.simple !== undefined) return [{ kind: 'scalar', tag, value: value.simple }]
  if (value.image) return [{ kind: 'image', ...placed(tag), ...value.image }]
  if (value.histogram) return [{ kind: 'histogram', tag, bars: merged(barsOfLimits(value.histogram)) }]
  if (!value.tensor) return plugin === '' ? [] : [{ kind: 'other', name: plugin }]
  const strings = tensorStrings(value.tensor)
  const numbers = strings ? null : tensorNumbers(value.tensor)
  if (plugin === 'text' && strings) return [{ kind: 'text', tag: tag.replace(/\/text_summary$/, ''), text: textOf(strings, value.tensor.shape) }]
  if (plugin === 'images' && strings) return imagesOf(tag, strings)
  if (plugin === 'histograms' && numbers) return [{ kind: 'histogram', tag, bars: merged(barsOfRows(numbers)) }]
  // A tensor of one number is a scalar, also where no plugin is named.
  if ((plugin === 'scalars' || plugin === '') && numbers?.length === 1) return [{ kind: 'scalar', tag, value: numbers[0]! }]
  return [{ kind: 'other', name: plugin || 'tensors' }]
}

/** Older writers number the images of one summary in its tag: `digits/image/2`. */
function placed(tag: string): { tag: string; ordinal: number } {
  const found = /^(.*)\/image(?:\/(\d+))?$/.exec(tag)
  return found ? { tag: found[1]!, ordinal: Number(found[2] ?? 0) } : { tag, ordinal: 0 }
}

const decoder = new TextDecoder()

/** Width and height as text, then the files of the pictures. */
function imagesOf(tag: string, [width, height, ...files]: Uint8Array[]): EventValue[] {
  const size = (bytes: Uint8Array | undefined) => Number(decoder.decode(bytes)) || 0
  return files.map((bytes, ordinal) => ({ kind: 'image', tag, ordinal, width: size(width), height: size(height), bytes }))
}

/** A table's rows stand on lines of their own. */
function textOf(strings: Uint8Array[], shape: number[]): string {
  const cells = strings.map((bytes) => decoder.decode(bytes))
  const columns = shape.length > 1 ? shape.at(-1)! : 1
  if (columns <= 1) return cells.join('\n')
  return Array.from({ length: Math.ceil(cells.length / columns) }, (_, row) => cells.slice(row * columns, (row + 1) * columns).join(' | ')).join('\n')
}

/** The outermost limits may lie far beyond the values: the smallest and largest value stand in their place. */
function barsOfLimits({ min, max, limits, counts }: Histogram): Bars {
  const first = counts.findIndex((count) => count > 0)
  const last = counts.findLastIndex((count) => count > 0)
  if (first === -1) return []
  return counts.slice(first, last + 1).map((count, index) => {
    const at = first + index
    return [at === first ? min : limits[at - 1]!, at === last ? max : (limits[at] ?? max), count]
  })
}

function barsOfRows(numbers: number[]): Bars {
  return Array.from({ length: Math.floor(numbers.length / 3) }, (_, row) => numbers.slice(row * 3, row * 3 + 3) as [number, number, number])
}

/** Neighbours in one bar where there are too many: counts stay exact, only edges are left out. */
function merged(bars: Bars): Bars {
  const each = Math.ceil(bars.length / mostBars)
  const finite = bars.filter((bar) => bar.every(Number.isFinite))
  if (each <= 1) return finite
  return Array.from({ length: Math.ceil(finite.length / each) }, (_, index) => {
    const group = finite.slice(index * each, (index + 1) * each)
    return [group[0]![0], group.at(-1)![1], group.reduce((sum, [, , count]) => sum + count, 0)]
  })
}
