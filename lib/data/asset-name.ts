import * as z from 'zod/mini'
import { assetNamePattern, takenNames } from '@/lib/catalog/data/asset-name'

/** How people and pipelines call an asset; with its version it is written `name:version`, so no colon. */
export const AssetName = z.string().check(
  z.trim(),
  z.minLength(1, 'A name is needed'),
  z.maxLength(120, 'At most 120 characters'),
  z.regex(assetNamePattern, 'Use letters, digits, spaces and . _ - + ( ), beginning with a letter or digit'),
  z.refine((name) => !takenNames.includes(name), 'This word is taken by a page of the studio'),
)

/** A name for an asset from a file's name or a title: `My cars (2).csv` → `My cars (2)`. */
export function nameFromFile(fileName: string): string {
  const stem = fileName.split(/[\\/]/).at(-1)!.replace(/\.(gz|gzip)$/i, '').replace(/\.(csv|tsv|tab|txt|jsonl?|ndjson|parquet|xlsx|zip)$/i, '')
  const clean = stem.replace(/[^\p{L}\p{N} ._()+-]+/gu, '-').replace(/^[^\p{L}\p{N}]+|[ .(-]+$/gu, '').slice(0, 120)
  return AssetName.safeParse(clean).success ? clean : clean !== '' && AssetName.safeParse(`${clean} table`).success ? `${clean} table` : 'table'
}
