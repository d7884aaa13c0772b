import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { navigationFor } from '@/components/shell/navigation'
import { permissions } from '@/lib/permissions'

const root = path.resolve(import.meta.dirname, '../..')
const files = (folder: string, name: RegExp) =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .filter((file) => name.test(path.basename(file)))

const methods = /export\s+(?:const|async\s+function|function)\s+(GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)\b/g
const guarded = /export const (GET|HEAD|POST|PUT|PATCH|DELETE) = route(?:SignedIn(?:<[^(]*>)?\(|(?:<[^(]*>)?\(\s*'([a-z.]+)')/g

/** Read by tools that have no credentials yet, and holding nothing of any workspace. */
const open = new Set(['app/api/v1/openapi.json/route.ts'])

describe('every handler under /api/v1', () => {
  const routes = files('app/api/v1', /^route\.tsx?$/)

  it('is found by this test', () => {
    expect(routes).toContain('app/api/v1/me/route.ts')
    expect(routes.length).toBeGreaterThan(10)
  })

  for (const file of routes) {
    it(`${file} goes through route()`, () => {
      const source = readFileSync(path.join(root, file), 'utf8')
      const exported = [...source.matchAll(methods)].map((match) => match[1])
      const through = [...source.matchAll(guarded)]
      expect(exported.length).toBeGreaterThan(0)
      expect(source).not.toMatch(/export\s*\{|export\s*\*/)
      if (open.has(file)) return
      expect(through.map((match) => match[1])).toEqual(exported)
      for (const [, , permission] of through) if (permission) expect(Object.keys(permissions)).toContain(permission)
    })
  }
})

describe('every page of a workspace', () => {
  for (const file of files('app/w/[workspace]', /^page\.tsx$/).filter((file) => !file.includes('[...rest]'))) {
    it(`${file} asks for a permission`, () => {
      expect(readFileSync(path.join(root, file), 'utf8')).toMatch(/await requireContext\([^;]*'[a-z]+\.[a-z]+'\)/)
    })
  }
})

it('the rail leads only to pages that exist', () => {
  const pages = files('app/w/[workspace]', /^page\.tsx$/)
  for (const { segment } of navigationFor('owner').flatMap((group) => group.items)) expect(pages).toContain(path.posix.join('app/w/[workspace]', segment, 'page.tsx'))
})
