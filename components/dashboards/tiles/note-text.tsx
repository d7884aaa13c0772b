'use client'

import { Fragment } from 'react'
import { marked, type Token, type Tokens } from 'marked'

/** Addresses that a note may lead to; anything else, such as a script, is only words. */
const safe = (href: string) => /^(https?:\/\/|mailto:|\/(?!\/)|#)/i.test(href.trim())

/** Markdown that somebody has written, made of elements and never of HTML. */
export default function NoteText({ text }: { text: string }) {
  return <div className="flex flex-col gap-2 leading-relaxed break-words">{blocks(marked.lexer(text))}</div>
}

function blocks(tokens: Token[]): React.ReactNode[] {
  return tokens.map((token, index) => <Fragment key={index}>{block(token)}</Fragment>)
}

function block(token: Token): React.ReactNode {
  switch (token.type) {
    case 'heading': {
      const { depth, tokens } = token as Tokens.Heading
      const Heading = depth === 1 ? 'h3' : 'h4'
      return <Heading className={depth === 1 ? 'text-lg font-semibold' : 'font-semibold'}>{inline(tokens)}</Heading>
    }
    case 'paragraph':
      return <p>{inline((token as Tokens.Paragraph).tokens)}</p>
    case 'list': {
      const { ordered, items, start } = token as Tokens.List
      const rows = items.map((item, index) => <li key={index}>{blocks(item.tokens)}</li>)
      return ordered ? <ol start={start || 1} className="list-decimal pl-5">{rows}</ol> : <ul className="list-disc pl-5">{rows}</ul>
    }
    case 'blockquote':
      return <blockquote className="border-l-2 border-line-strong pl-3 text-muted">{blocks((token as Tokens.Blockquote).tokens)}</blockquote>
    case 'code':
      return <pre tabIndex={0} className="overflow-x-auto rounded-sm bg-sunken p-2 font-mono text-sm">{(token as Tokens.Code).text}</pre>
    case 'table':
      return <NoteTable table={token as Tokens.Table} />
    case 'hr':
      return <hr className="border-line" />
    case 'space':
    case 'def':
      return null
    case 'text':
      return <span>{'tokens' in token && token.tokens ? inline(token.tokens) : decoded(token.raw)}</span>
    default:
      return <p>{token.raw}</p>
  }
}

function NoteTable({ table }: { table: Tokens.Table }) {
  return (
    <div tabIndex={0} role="region" aria-label="Table" className="overflow-x-auto">
      <table className="text-left tabular">
        <thead>
          <tr>{table.header.map((cell, index) => <th key={index} scope="col" className="border-b border-line-strong py-1 pr-4 font-medium">{inline(cell.tokens)}</th>)}</tr>
        </thead>
        <tbody>
          {table.rows.map((row, at) => (
            <tr key={at}>{row.map((cell, index) => <td key={index} className="border-b border-line py-1 pr-4">{inline(cell.tokens)}</td>)}</tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function inline(tokens: Token[]): React.ReactNode[] {
  return tokens.map((token, index) => <Fragment key={index}>{part(token)}</Fragment>)
}

function part(token: Token): React.ReactNode {
  switch (token.type) {
    case 'strong':
      return <strong>{inline((token as Tokens.Strong).tokens)}</strong>
    case 'em':
      return <em>{inline((token as Tokens.Em).tokens)}</em>
    case 'del':
      return <del>{inline((token as Tokens.Del).tokens)}</del>
    case 'codespan':
      return <code className="rounded-sm bg-sunken px-1 font-mono text-sm">{decoded((token as Tokens.Codespan).text)}</code>
    case 'br':
      return <br />
    case 'link': {
      const { href, tokens } = token as Tokens.Link
      return safe(href) ? <a href={href} rel="noreferrer" className="link">{inline(tokens)}</a> : inline(tokens)
    }
    case 'escape':
      return (token as Tokens.Escape).text
    case 'text':
      return 'tokens' in token && token.tokens ? inline(token.tokens) : decoded(token.raw)
    default:
      return token.raw
  }
}

const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" }
const decoded = (text: string) => text.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => entities[entity] ?? entity)
