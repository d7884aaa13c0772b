import { execFileSync } from 'node:child_process'
import { expect as plain, test } from '@playwright/test'
import type { ImagePage, JobView } from '@/lib/labeling/schema'
import { owner } from './support/owner'
import { rest } from './support/studio'

// A busy machine takes its time, and an agent cuts the video.
test.describe.configure({ timeout: 180_000 })
const expect = plain.configure({ timeout: 90_000 })

/** Three seconds of a picture that moves, ten frames a second; null where this machine has no ffmpeg. */
function video(): Buffer | null {
  try {
    return execFileSync('ffmpeg', ['-v', 'error', '-f', 'lavfi', '-i', 'testsrc=duration=3:size=160x120:rate=10', '-c:v', 'mpeg4', '-f', 'matroska', 'pipe:1'], { maxBuffer: 1 << 24 })
  } catch {
    return null
  }
}

test('a video becomes images to label, and a broken one says why it did not', async ({ page, request, baseURL }) => {
  const clip = video()
  test.skip(!clip, 'There is no ffmpeg here')
  const api = rest(request, baseURL!)
  await page.goto(`/w/${owner.workspace}/labeling/new`)
  const name = `Video ${Math.random().toString(36).slice(2, 8)}`
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill(name)
  const chosen = page.locator('input[type="file"][aria-label="Images"]')
  await chosen.setInputFiles([
    { name: 'street.mkv', mimeType: 'video/x-matroska', buffer: clip! },
    { name: 'broken.mp4', mimeType: 'video/mp4', buffer: Buffer.from('no video at all') },
  ])
  await expect(page.getByText('Frames of 2 videos')).toBeVisible()
  await page.getByLabel('Frames a second').fill('2')
  await page.getByRole('button', { name: 'Make project' }).click()
  await expect(page.getByRole('progressbar', { name: 'Files sent' })).toBeVisible()
  await expect(page.getByRole('progressbar', { name: 'Files sent' })).toHaveAttribute('aria-valuenow', '100')
  await expect(page.getByText('6 images added')).toBeVisible()
  const told = page.getByRole('alert').filter({ hasText: 'broken.mp4' })
  await expect(told).toBeVisible()
  const reason = (await told.innerText()).split('broken.mp4: ')[1]!
  expect(reason.length).toBeGreaterThan(20)

  await page.getByRole('button', { name: 'Open the project' }).click()
  const lately = page.getByRole('region', { name: 'Files sent lately' })
  await expect(lately).toContainText('broken.mp4')
  await expect(lately).toContainText(reason)
  const project = page.url().split('/').at(-1)!
  const { jobs } = await api.get<{ jobs: JobView[] }>(`/labeling/projects/${project}/jobs`)
  const ended = (file: string) => jobs.find(({ fileName }) => fileName === file)
  expect(ended('street.mkv')).toMatchObject({ state: 'done', done: 6, total: 6, report: { added: 6, skippedCount: 0 } })
  expect(ended('broken.mp4')).toMatchObject({ state: 'failed', message: reason })
  const { images } = await api.get<ImagePage>(`/labeling/projects/${project}/images?size=60`)
  expect(images.map(({ fileName, width, height, state }) => ({ folder: fileName.split('/')[0], width, height, state }))).toEqual(Array.from({ length: 6 }, () => ({ folder: 'street', width: 160, height: 120, state: 'open' })))
})
