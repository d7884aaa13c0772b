import { realpath } from 'node:fs/promises'
import path from 'node:path'
import { execute } from '../python/execute'

const names = ['python3.9', 'python3.10', 'python3.11', 'python3.12', 'python3.13', 'python3.14', 'python3', 'python']

/** Versions of the Python interpreters on the path, oldest first, such as `3.12.4`. */
export async function findPythons(): Promise<string[]> {
  const folders = (process.env.PATH ?? '').split(path.delimiter).filter(Boolean)
  const found = await Promise.all(folders.flatMap((folder) => names.map((name) => realpath(path.join(folder, name)).catch(() => null))))
  const files = [...new Set(found.filter((file) => file !== null))]
  const answers = await Promise.all(files.map((file) => execute(file, ['--version'], { timeoutMs: 5_000 })))
  const versions = answers.flatMap(({ code, stdout }) => (code === 0 ? (/^Python (3\.\d+\.\d+)/.exec(stdout)?.[1] ?? []) : []))
  return [...new Set(versions)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
}
