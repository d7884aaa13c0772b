'use client'

import { Fragment, memo, type ReactNode } from 'react'
import { lexer, type Token, type Tokens } from 'marked'

/** A note's text: headings, emphasis, lists, code, quotes and links of Markdown. HTML in it is shown as text. */
export const NoteText = memo(function NoteText({ text }: { text: string }) {
  return <>{blocks(lexer(text, { gfm: true, breaks: true }))}</>
})

const headings = ['text-xl font-semibold', 'text-lg font-semibold', 'font-semibold']

function blocks(tokens: readonly Token[]): ReactNode {
  return tokens.map((token, index) => <Fragment key={index}>{block(token)}</Fragment>)
}

function block(token: Token): ReactNode {
  switch (token.type) {
    case 'space':
      return null
    case 'heading':
      return <p className={headings[Math.min((token as Tokens.Heading).depth, 3) - 1]}>{inline(token.tokens)}</p>
    case 'list':
      return list(token as Tokens.List)
    case 'blockquote':
      return <blockquote className="border-l-2 border-line-strong pl-2">{blocks(token.tokens ?? [])}</blockquote>
    case 'code':
      return <pre className="overflow-x-auto rounded-sm bg-surface/60 p-1.5 font-mono text-sm">{(token as Tokens.Code).text}</pre>
    case 'hr':
      return <hr className="border-line-strong" />
    case 'paragraph':
      return <p>{inline(token.tokens)}</p>
    case 'text':
      return <>{inline(token.tokens ?? [token])}</>
    default:
      return <p className="whitespace-pre-wrap">{token.raw}</p>
  }
}

function list({ ordered, start, items }: Tokens.List): ReactNode {
  const rows = items.map((item, index) => (
    <li key={index}>
      {item.task && <span aria-label={item.checked ? 'done' : 'open'}>{item.checked ? '☑ ' : '☐ '}</span>}
      {blocks(item.tokens.filter((token) => token.type !== 'checkbox'))}
    </li>
  ))
  if (ordered) return <ol start={start === '' ? 1 : start} className="list-decimal pl-5">{rows}</ol>
  return <ul className={items.every((item) => item.task) ? '' : 'list-disc pl-5'}>{rows}</ul>
}

function inline(tokens: readonly Token[] = []): ReactNode {
  return tokens.map((token, index) => <Fragment key={index}>{piece(token)}</Fragment>)
}

function piece(token: Token): ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inline(token.tokens)}</strong>
    case 'em':
      return <em>{inline(token.tokens)}</em>
    case 'del':
      return <del>{inline(token.tokens)}</del>
    case 'codespan':
      return <code className="rounded-sm bg-surface/60 px-1 font-mono text-sm">{(token as Tokens.Codespan).text}</code>
    case 'br':
      return <br />
    case 'link':
      return link(token as Tokens.Link)
    case 'text':
    case 'escape':
      return 'tokens' in token && token.tokens ? inline(token.tokens) : (token as Tokens.Text).text
    default:
      return token.raw
  }
}

/** Only where it leads is safe to follow; anything else stays text. */
function link({ href, tokens }: Tokens.Link): ReactNode {
  if (!/^(https?:|mailto:|\/(?!\/))/i.test(href)) return inline(tokens)
  return (
    <a href={href} target="_blank" rel="noreferrer noopener" className="nodrag nopan link">
      {inline(tokens)}
    </a>
  )
}
