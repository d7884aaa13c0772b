import { Marked, type Token } from 'marked'
import { CodeBlock } from './code-block'
import { PipelineExample } from './pipeline-example'
import './markdown.css'

export interface MarkdownProps {
  /** Our own text, from the components' declarations: HTML in it is passed through. */
  text: string
  /** What a pipeline is called that is opened from here. */
  exampleName: string
  /** Where a name in *italics* leads, if anywhere. */
  linkFor?: (name: string) => string | undefined
}

/** Docs in Markdown, rendered on the server. Code blocks can be copied; a pipeline can also be opened. */
export function Markdown({ text, exampleName, linkFor }: MarkdownProps) {
  const marked = new Marked({
    renderer: {
      em({ tokens }) {
        const inner = this.parser.parseInline(tokens)
        const href = linkFor?.(inner)
        return href ? `<a href="${href}">${inner}</a>` : `<em>${inner}</em>`
      },
      // A wide table scrolls by itself; the page does not.
      table(token) {
        const cell = (inner: string, head: boolean) => (head ? `<th scope="col">${inner}</th>` : `<td>${inner}</td>`)
        const row = (cells: { tokens: Token[] }[], head: boolean) => `<tr>${cells.map(({ tokens }) => cell(this.parser.parseInline(tokens), head)).join('')}</tr>`
        const head = token.header.some(({ text: title }) => title !== '') ? `<thead>${row(token.header, true)}</thead>` : ''
        return `<div class="markdown-table" tabindex="0" role="region" aria-label="Table"><table>${head}<tbody>${token.rows.map((cells) => row(cells, false)).join('')}</tbody></table></div>`
      },
    },
  })
  return (
    <div className="markdown">
      {marked.lexer(text).map((token, index) => {
        if (token.type === 'space') return null
        if (token.type !== 'code') return <div key={index} dangerouslySetInnerHTML={{ __html: marked.parser([token]) }} />
        const { text: code, lang } = token as { text: string; lang?: string }
        return lang === 'json pipeline' ? <PipelineExample key={index} json={code} name={exampleName} /> : <CodeBlock key={index} code={code} />
      })}
    </div>
  )
}
