import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, describe, expect, test } from 'vitest'
import { fetchUrl } from '@/lib/data/fetch-url'
import { isPublicAddress, publicLookup } from '@/lib/data/public-address'

const server = http.createServer((request, response) => {
  const url = new URL(request.url!, 'http://x')
  if (url.pathname === '/redirect') return response.writeHead(302, { location: url.searchParams.get('to')! }).end()
  if (url.pathname === '/loop') return response.writeHead(302, { location: '/loop' }).end()
  if (url.pathname === '/missing') return response.writeHead(404).end()
  if (url.pathname === '/named') return response.writeHead(200, { 'content-disposition': 'attachment; filename="../../etc/cars.csv"' }).end('a\n1\n')
  if (url.pathname === '/gzip') return response.writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/csv; charset=utf-8' }).end(gzipSync('a\n1\n'))
  response.writeHead(200).end('a\n1\n')
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
afterAll(() => server.close())
const here = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const signal = () => AbortSignal.timeout(5_000)
afterEach(() => {
  delete process.env.ATELIER_ALLOW_PRIVATE_URLS
})

async function text(address: string): Promise<string> {
  process.env.ATELIER_ALLOW_PRIVATE_URLS = '1'
  const { body, fileName } = await fetchUrl(address, signal())
  let all = ''
  for await (const piece of body) all += String(piece)
  return `${fileName}|${all}`
}

describe('addresses of the own network', () => {
  test.each(['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.1.2.3', '172.16.0.1', '192.168.1.1', '169.254.169.254', '100.64.0.1', '224.0.0.1', '255.255.255.255', '::1', '::', 'fe80::1', 'fc00::1', 'fd12::1', '::ffff:127.0.0.1', '::ffff:10.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', 'ff02::1', 'nonsense'])('%s is not public', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(['1.1.1.1', '8.8.8.8', '93.184.216.34', '2606:4700:4700::1111'])('%s is public', (address) => {
    expect(isPublicAddress(address)).toBe(true)
  })

  test.each([`${here}/a.csv`, 'http://[::1]/a.csv', 'http://169.254.169.254/latest/meta-data', 'http://2130706433/', 'http://0x7f.1/', 'http://127.1/', 'http://[::ffff:7f00:1]/', 'http://localhost/a.csv'])('%s is refused', async (address) => {
    await expect(fetchUrl(address, signal())).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('ATELIER_ALLOW_PRIVATE_URLS') })
  })

  test('the connection itself is refused too, whatever the name', async () => {
    const error = await new Promise((resolve) => publicLookup('localhost', { all: true }, (cause) => resolve(cause)))
    expect(error).toMatchObject({ code: 'invalid' })
  })

  test('a redirect is judged again', async () => {
    // The first hop is allowed as an administrator may allow it; the second is judged when that is taken back.
    process.env.ATELIER_ALLOW_PRIVATE_URLS = '1'
    const fetched = fetchUrl(`${here}/redirect?to=${encodeURIComponent('http://169.254.169.254/')}`, signal())
    server.once('request', () => delete process.env.ATELIER_ALLOW_PRIVATE_URLS)
    await expect(fetched).rejects.toMatchObject({ message: expect.stringContaining('169.254.169.254') })
  })
})

describe('fetching', () => {
  test('names the file by the answer, or by the address', async () => {
    expect(await text(`${here}/data/my%20cars.csv?x=1`)).toBe('my cars.csv|a\n1\n')
    expect(await text(`${here}/named`)).toBe('cars.csv|a\n1\n')
    expect(await text(`${here}/gzip`)).toBe('gzip.csv|a\n1\n')
    expect(await text(`${here}/redirect?to=/b.csv`)).toBe('b.csv|a\n1\n')
  })

  test.each([
    ['/missing', 'answered 404 (not found)'],
    ['/loop', 'redirects more than 5 times'],
    ['/redirect?to=file:///etc/passwd', 'Only http:// and https://'],
  ])('%s is refused in words', async (path, message) => {
    process.env.ATELIER_ALLOW_PRIVATE_URLS = '1'
    await expect(fetchUrl(here + path, signal())).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(message) })
  })

  test.each([
    ['ftp://example.org/a.csv', 'Only http:// and https://'],
    ['http://me:secret@example.org/a.csv', 'user name and password'],
    ['nonsense', 'not an address'],
  ])('%s is refused', async (address, message) => {
    await expect(fetchUrl(address, signal())).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining(message) })
  })

  test('a server that is not there is told in words', async () => {
    process.env.ATELIER_ALLOW_PRIVATE_URLS = '1'
    await expect(fetchUrl('http://127.0.0.1:1/a.csv', signal())).rejects.toMatchObject({ code: 'invalid', message: '127.0.0.1:1 could not be reached: the server refused the connection.' })
  })
})
