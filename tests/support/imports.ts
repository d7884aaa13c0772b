import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')
const skipped = new Set(['node_modules', 'dist', 'test-results', 'playwright-report'])

export interface Import {
  /** Path of the importing file from the root, with forward slashes. */
  file: string
  /** Path from the root for our own files (without extension where none is written), else the package as written. */
  target: string
  own: boolean
  /** Erased by the compiler, so it draws nothing in at run time. */
  typeOnly: boolean
  dynamic: boolean
}

/** Every source file below the folders, as paths from the root. Hidden folders are left out. */
export function sourceFiles(folders: string[], pattern = /\.(ts|tsx|mjs|js|py|css)$/): string[] {
  return folders.flatMap((folder) => walk(folder)).filter((file) => pattern.test(file))
}

function walk(folder: string): string[] {
  let entries
  try {
    entries = readdirSync(path.join(root, folder), { withFileTypes: true })
  } catch {
    return []
  }
  return entries.flatMap((entry) => {
    const name = path.posix.join(folder, entry.name)
    if (entry.isDirectory()) return entry.name.startsWith('.') || skipped.has(entry.name) ? [] : walk(name)
    return [name]
  })
}

const statement = /^\s*(?:import|export)\s+(type\s)?(?:([\w*{}\s,$]*?)\s+from\s+)?['"]([^'"]+)['"]/gm
const call = /\bimport\(\s*['"]([^'"]+)['"]\s*\)/g

/** What the file imports, static and dynamic. */
export function importsOf(file: string): Import[] {
  const text = readFileSync(path.join(root, file), 'utf8').replace(/^\s*(\/\/|\*|\/\*).*$/gm, '')
  const found: Import[] = []
  for (const [, type, names, target] of text.matchAll(statement)) {
    if (target) found.push(describe(file, target, type !== undefined || onlyTypes(names), false))
  }
  for (const [, target] of text.matchAll(call)) if (target) found.push(describe(file, target, false, true))
  return found
}

/** `{ type A, type B }`, which the compiler erases as a whole. */
function onlyTypes(names: string | undefined): boolean {
  const inside = names?.trim().match(/^\{([^}]*)\}$/)?.[1]
  const parts = inside?.split(',').map((part) => part.trim()).filter(Boolean)
  return parts !== undefined && parts.length > 0 && parts.every((part) => part.startsWith('type '))
}

function describe(file: string, target: string, typeOnly: boolean, dynamic: boolean): Import {
  if (target.startsWith('@/')) return { file, target: target.slice(2), own: true, typeOnly, dynamic }
  if (target.startsWith('.')) {
    return { file, target: path.posix.join(path.posix.dirname(file), target), own: true, typeOnly, dynamic }
  }
  return { file, target, own: false, typeOnly, dynamic }
}
