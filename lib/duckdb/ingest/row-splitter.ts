export interface Row {
  fields: string[]
  /** The line it begins on, from 0. */
  line: number
}

/** Cuts a text that comes in pieces into rows of fields, as RFC 4180 has them; doubled quotes are one, and a backslash is a character. */
export class RowSplitter {
  private fields: string[] = []
  private field = ''
  private state: 'start' | 'bare' | 'quoted' | 'closed' = 'start'
  private line = 0
  private began = 0
  private afterReturn = false

  constructor(
    private readonly delimiter: string,
    private readonly quote: string,
  ) {}

  /** The line on which a quote was opened that is still open; undefined where none is. */
  get openQuote(): number | undefined {
    return this.state === 'quoted' ? this.began : undefined
  }

  *push(text: string): Generator<Row> {
    for (const char of text) {
      const paired = this.afterReturn && char === '\n'
      this.afterReturn = char === '\r'
      if (char === '\r' || (char === '\n' && !paired)) this.line++
      if (this.state === 'quoted') {
        if (char === this.quote) this.state = 'closed'
        else this.field += char
      } else if (this.state === 'closed' && char === this.quote) {
        this.field += char
        this.state = 'quoted'
      } else if (char === this.delimiter) this.finishField()
      else if (char === '\r' || char === '\n') {
        if (!paired) yield this.finishRow()
      } else if (this.state === 'start' && char === this.quote && this.quote !== '') this.state = 'quoted'
      else {
        this.field += char
        this.state = 'bare'
      }
    }
  }

  /** What stands after the last line end; undefined where nothing does. */
  end(): Row | undefined {
    if (this.state === 'start' && this.fields.length === 0) return undefined
    return this.finishRow()
  }

  private finishField(): void {
    this.fields.push(this.field)
    this.field = ''
    this.state = 'start'
  }

  private finishRow(): Row {
    this.finishField()
    const row = { fields: this.fields, line: this.began }
    this.fields = []
    this.began = this.line
    return row
  }
}
