import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { openApiDocument, operations } from '@/lib/openapi/document'

const root = path.resolve(import.meta.dirname, '../../..')
const document = JSON.parse(JSON.stringify(openApiDocument())) as {
  openapi: string
  paths: Record<string, Record<string, { operationId: string; parameters?: { name: string; in: string }[]; responses: Record<string, unknown>; 'x-permission': string }>>
}

/** `GET /runs/{id}` → the permission, for every handler below app/api/v1. */
function handlers(): Map<string, string> {
  const folder = path.join(root, 'app/api/v1')
  const found = new Map<string, string>()
  for (const file of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (path.basename(file) !== 'route.ts' || file.startsWith('openapi.json')) continue
    const url = `/${path.dirname(file).split(path.sep).map((part) => part.replace(/^\[(.+)\]$/, '{$1}')).join('/')}`
    const source = readFileSync(path.join(folder, file), 'utf8')
    for (const [, method, permission] of source.matchAll(/export const (GET|POST|PUT|PATCH|DELETE) = route(?:<[^(]*>)?\(\s*'([^']+)'/g)) found.set(`${method!.toLowerCase()} ${url}`, permission!)
  }
  return found
}

test('every route of /api/v1 is described, with the permission that it asks for, and nothing else is', () => {
  const described = Object.fromEntries(operations.map((operation) => [`${operation.method} ${operation.path}`, operation.permission]))
  expect(described).toEqual(Object.fromEntries(handlers()))
})

test('it is OpenAPI 3.1: references lead somewhere, path parameters are declared, operation ids differ', () => {
  expect(document.openapi).toBe('3.1.0')
  const text = JSON.stringify(document)
  for (const [, pointer] of text.matchAll(/"\$ref":"#\/([^"]+)"/g)) {
    const target = pointer!.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined)?.[key], document)
    expect(target, pointer).toBeDefined()
  }
  expect(text.includes('"$schema"')).toBe(false)
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((operation) => operation.operationId))
  expect(new Set(ids).size).toBe(ids.length)
  for (const [url, methods] of Object.entries(document.paths)) {
    const names = [...url.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const operation of Object.values(methods)) {
      expect((operation.parameters ?? []).filter((parameter) => parameter.in === 'path').map((parameter) => parameter.name)).toEqual(names)
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['400', '401', '403']))
    }
  }
})

test('a run is described as it is answered', () => {
  const schemas = (document as unknown as { components: { schemas: Record<string, { properties: Record<string, unknown>; required: string[] }> } }).components.schemas
  expect(Object.keys(schemas.RunView!.properties)).toEqual(expect.arrayContaining(['state', 'steps', 'metrics', 'counts']))
  expect(schemas.StepView!.required).toContain('reuseNote')
})
