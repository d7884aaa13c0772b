import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { dirtyFiles } from './files'

const folder = path.join(import.meta.dirname, 'files')
rmSync(folder, { recursive: true, force: true })
mkdirSync(folder)
for (const { file, content } of dirtyFiles) writeFileSync(path.join(folder, file), content)
