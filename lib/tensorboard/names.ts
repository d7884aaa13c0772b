import { limits } from '@/lib/tracking/limits'

/** Folders that say only that logs lie in them, and the one that PyTorch names after date and host. */
const plain = /^(logs?|tensorboard(_logs?)?|tb(_logs?)?|runs|events|summaries|lightning_logs|[A-Z][a-z]{2}\d\d_\d\d-\d\d-\d\d_.*)$/

/** What a file's values are filed under, from its path below the artifact folder: its folders without those that say nothing, such as `train`. */
export function prefixOf(path: string): string {
  return path
    .split('/')
    .slice(0, -1)
    .filter((folder) => !plain.test(folder))
    .join('/')
}

/** A name as runs may have it: what the rules of metric names refuse becomes `_`. */
export function nameOf(prefix: string, tag: string): string {
  const name = `${prefix}/${tag}`
    .replace(/[^/\w.\- :]/g, '_')
    .split('/')
    .map((part) => (/^\.\.?$/.test(part) ? '_' : part))
    .filter((part) => part !== '')
    .join('/')
  return (name || 'unnamed').slice(0, limits.key).replace(/\/$/, '')
}
