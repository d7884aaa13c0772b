import { formatCount, formatInteger } from '@/components/ui/format'
import type { EventFile } from '@/lib/tensorboard/schema'

const kilobytes = (bytes: number) => formatInteger(Math.ceil(bytes / 1000))

/** How far a file was read and why no further; `live`: its run goes on, so that a record may be half written. */
export function describeFile({ state, size, readTo }: Pick<EventFile, 'state' | 'size' | 'readTo'>, live: boolean): string {
  if (state === 'foreign') return 'This is no event file: nothing was read.'
  if (state === 'read') return size === 0 ? 'Empty so far.' : `Read whole, ${kilobytes(size)} KB.`
  // Where kilobytes would be the same number, bytes tell them apart.
  const read = kilobytes(readTo) === kilobytes(size) ? `Read ${formatInteger(readTo)} of ${formatInteger(size)} bytes:` : `Read ${kilobytes(readTo)} of ${kilobytes(size)} KB:`
  if (state === 'damaged') return `${read} what comes then is damaged.`
  return live ? `${read} the rest is still being written.` : `${read} the rest is cut.`
}

const plugins: Record<string, [string, string]> = {
  graphs: ['graph', 'graphs'],
  audio: ['sound', 'sounds'],
  hparams: ['record of hyperparameters', 'records of hyperparameters'],
  pr_curves: ['precision–recall curve', 'precision–recall curves'],
  mesh: ['mesh', 'meshes'],
  tensors: ['tensor without a plugin', 'tensors without a plugin'],
}

/** What a file holds besides what is shown; empty where there is nothing. */
export function describeLeftOut(leftOut: Record<string, number>): string {
  const parts = Object.entries(leftOut).map(([name, count]) => {
    const words = plugins[name]
    return words ? formatCount(count, words[0], words[1]) : `${formatInteger(count)} ${name}`
  })
  return parts.length === 0 ? '' : `Not shown: ${parts.join(', ')}.`
}

/** A finished file that has been read whole and has nothing more needs no word. */
export const isRemarkable = ({ state, leftOut }: EventFile) => state !== 'read' || Object.keys(leftOut).length > 0
