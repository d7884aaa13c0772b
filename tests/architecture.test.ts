// The picture in the README, checked: imports go one way, SQL has one home, and files stay small enough to read.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { importsOf, root, sourceFiles, type Import } from './support/imports'

const code = /\.(ts|tsx|mjs|js)$/
const files = sourceFiles(['app', 'components', 'lib', 'db', 'agent', 'bin', 'scripts', 'tests'], code)
const product = files.filter((file) => !file.startsWith('tests/'))
const imports = product.flatMap(importsOf)

/** Folder → what it may import of ours at run time. A type costs nothing at run time, so it may also come from a schema. */
const allowed: Record<string, string[]> = {
  app: ['app', 'components', 'lib', 'db/client'],
  components: ['components', 'lib'],
  lib: ['lib', 'db/queries', 'db/client'],
  'db/schema': ['db/schema'],
  'db/queries': ['db/queries', 'db/schema', 'db/client', 'lib'],
  db: ['db', 'lib'],
  agent: ['agent', 'lib/protocol', 'lib/catalog', 'lib/duckdb', 'lib/errors', 'lib/process'],
  scripts: ['scripts'],
}

function inside(target: string, folder: string): boolean {
  return target === folder || target.startsWith(`${folder}/`)
}

function rulesFor(file: string): string[] | undefined {
  const folder = Object.keys(allowed).filter((name) => inside(file, name)).sort((a, b) => b.length - a.length)[0]
  return folder === undefined ? undefined : allowed[folder]
}

function say(list: Import[]): string[] {
  return list.map(({ file, target }) => `${file} → ${target}`)
}

test('the check sees the code', () => {
  expect(product.length).toBeGreaterThan(20)
  expect(say(imports)).toContain('db/client.ts → db/schema')
})

describe('imports', () => {
  test('go one way', () => {
    const wrong = imports.filter(({ file, target, own, typeOnly }) => {
      const rules = rulesFor(file)
      if (!own || typeOnly || !rules) return false
      return !rules.some((folder) => inside(target, folder))
    })
    expect(say(wrong)).toEqual([])
  })

  test('never reach into app', () => {
    expect(say(imports.filter(({ file, target, own }) => own && inside(target, 'app') && !inside(file, 'app')))).toEqual([])
  })

  test('of a schema from outside db are types', () => {
    const wrong = imports.filter(({ file, target, own, typeOnly }) => own && inside(target, 'db/schema') && !inside(file, 'db') && !typeOnly)
    expect(say(wrong)).toEqual([])
  })

  test('of drizzle and of the driver happen in db alone, so that SQL has one home', () => {
    const wrong = imports.filter(
      ({ file, target, own, typeOnly }) => !own && !typeOnly && /^(drizzle-orm|postgres)(\/|$)/.test(target) && !inside(file, 'db') && !inside(file, 'bin'),
    )
    expect(say(wrong)).toEqual([])
  })

  test('of the canvas library stay in components, so that stored data never takes its shape', () => {
    const wrong = imports.filter(({ file, target, own }) => !own && target.startsWith('@xyflow/') && !inside(file, 'components') && file !== 'app/globals.css')
    expect(say(wrong)).toEqual([])
  })

  test('of next and react stay out of the domain', () => {
    const framework = /^(next|react|react-dom|next-auth)(\/|$)/
    const exempt = /^lib\/auth\//
    const wrong = imports.filter(({ file, target, own, typeOnly }) => !own && !typeOnly && framework.test(target) && inside(file, 'lib') && !exempt.test(file))
    expect(say(wrong)).toEqual([])
  })

  test('of the large build of zod never reach the browser, where one of them brings in all of it', () => {
    const known = new Set(product)
    const resolve = (target: string) => ['', '.ts', '.tsx', '/index.ts', '/index.tsx'].map((end) => target + end).find((file) => known.has(file))
    const open = product.filter((file) => /^['"]use client['"]/.test(readFileSync(path.join(root, file), 'utf8')))
    const reached = new Map<string, string>(open.map((file) => [file, file]))
    const wrong: string[] = []
    for (let file = open.pop(); file !== undefined; file = open.pop()) {
      for (const { target, own, typeOnly } of importsOf(file)) {
        if (typeOnly) continue
        if (target === 'zod') wrong.push(`${file}, which ${reached.get(file)} imports`)
        const next = own ? resolve(target) : undefined
        if (!next || reached.has(next)) continue
        reached.set(next, file)
        open.push(next)
      }
    }
    expect(reached.size).toBeGreaterThan(300)
    expect(wrong).toEqual([])
  })

  test('of the catalogue work in a browser', () => {
    const wrong = imports.filter(
      ({ file, target, own }) =>
        inside(file, 'lib/catalog') && !inside(file, 'lib/catalog/runners') && (target.startsWith('node:') || (own && inside(target, 'lib/catalog/runners'))),
    )
    expect(say(wrong)).toEqual([])
  })

  test('of the launcher need nothing installed', () => {
    const launcher = sourceFiles(['bin/start', 'bin/shared'], code).concat(['bin/start.mjs', 'bin/test.mjs'].filter((file) => existsSync(path.join(root, file))))
    const wrong = launcher.flatMap(importsOf).filter(({ target, own, dynamic }) => !dynamic && !own && !target.startsWith('node:'))
    expect(say(wrong)).toEqual([])
  })

  test('between the domains of lib make no circle', () => {
    const edges = new Map<string, Set<string>>()
    for (const { file, target, own, typeOnly } of imports) {
      if (!own || typeOnly || !inside(file, 'lib') || !inside(target, 'lib')) continue
      const [from, to] = [domain(file), domain(target)]
      if (from && to && from !== to) edges.set(from, (edges.get(from) ?? new Set()).add(to))
    }
    expect(circles(edges)).toEqual([])
  })
})

/** `lib/runs/submit.ts` belongs to `runs`; a file directly in lib is shared by all. */
function domain(file: string): string | null {
  const parts = file.split('/')
  return parts.length > 2 ? (parts[1] ?? null) : null
}

function circles(edges: Map<string, Set<string>>): string[] {
  const done = new Set<string>()
  const found = new Set<string>()
  const visit = (at: string, trail: string[]): void => {
    const start = trail.indexOf(at)
    if (start >= 0) found.add([...trail.slice(start), at].join(' → '))
    if (start >= 0 || done.has(at)) return
    for (const next of edges.get(at) ?? []) visit(next, [...trail, at])
    done.add(at)
  }
  for (const at of edges.keys()) visit(at, [])
  return [...found]
}

test('no file is longer than 400 lines', () => {
  const counted = sourceFiles(['app', 'components', 'lib', 'db', 'agent', 'bin', 'scripts', 'tests', 'python'])
  const long = counted
    .map((file) => ({ file, lines: readFileSync(path.join(root, file), 'utf8').split('\n').length }))
    .filter(({ lines }) => lines > 400)
    .map(({ file, lines }) => `${file}: ${lines}`)
  expect(long).toEqual([])
})

test('file names are kebab-case', () => {
  const wrong = files.filter((file) => !/^(_?[a-z0-9]+([-.][a-z0-9]+)*|\[{1,2}(\.{3})?[a-z-]+\]{1,2}|\([a-z-]+\))$/.test(path.basename(file).replace(code, '')))
  expect(wrong).toEqual([])
})
