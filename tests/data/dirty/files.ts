// The files in the folder beside this one, made from the cases: `npx tsx tests/data/dirty/write-files.ts` writes them anew.
import path from 'node:path'
import { cases, type Case } from './cases'
import { oddCases } from './odd-cases'

/** A name that tells what is the matter with a file: `delimiters-in-quotes.csv`. */
function named({ title, fileName = 'dirty.csv' }: Case): string {
  const slug = title.replace(/, told$/, '').normalize('NFKD').toLowerCase().replace(/#/g, ' hash ').replace(/\?/g, ' question mark ').replace(/(^|\s)\.(\s|$)/g, ' point ').replace(/(^|\s)-(\s|$)/g, ' dash ').replace(/n\/a/g, 'n-slash-a').replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '')
  return `${slug}${path.basename(fileName).slice(path.basename(fileName).indexOf('.'))}`
}

export const dirtyFiles = [...cases, ...oddCases].map((each) => ({ ...each, file: named(each) }))
