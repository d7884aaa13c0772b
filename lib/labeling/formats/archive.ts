import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import yazl from 'yazl'

/** Bytes that may wait for a slow receiver. */
const waiting = 4 << 20

/** A zip archive that is written while it is received: whoever adds to it waits until there is room. */
export class Archive {
  private readonly zip = new yazl.ZipFile()
  readonly stream = this.zip.outputStream as Readable

  private source: Readable | undefined

  constructor() {
    this.stream.once('close', () => this.source?.destroy())
    this.zip.on('error', (error: Error) => this.stream.destroy(error))
  }

  async add(name: string, content: string | Buffer, compress = true): Promise<void> {
    await this.room()
    this.zip.addBuffer(typeof content === 'string' ? Buffer.from(content) : content, name, { compress })
  }

  /** Resolves when the file has gone through. */
  async addFile(name: string, file: string, compress = false): Promise<void> {
    await this.addParts(name, async function* () {
      for await (const chunk of createReadStream(file)) yield chunk as Buffer
    }, compress)
  }

  async addParts(name: string, parts: () => AsyncIterable<string | Buffer>, compress = true): Promise<void> {
    await this.room()
    const source = Readable.from(parts(), { objectMode: false })
    this.source = source
    const ended = new Promise<void>((resolve, reject) => source.once('end', resolve).once('error', reject).once('close', resolve))
    this.zip.addReadStream(source, name, { compress })
    await ended
  }

  end(): void {
    this.zip.end()
  }

  /** A receiver that went away ends the work. @throws Error */
  private async room(): Promise<void> {
    while (this.stream.readableLength > waiting && !this.stream.destroyed) await new Promise((resolve) => setTimeout(resolve, 5))
    if (this.stream.destroyed) throw new Error('The receiver of an archive went away.')
  }
}
