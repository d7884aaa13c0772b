import { CircleX, ServerOff, type LucideIcon } from 'lucide-react'
import { Row, Rows } from './section'

export interface Attention {
  key: string
  kind: 'failed' | 'agents'
  title: string
  note: string
  href: string
}

const icons: Record<Attention['kind'], LucideIcon> = { failed: CircleX, agents: ServerOff }

/** What waits for somebody: failures that nobody has repaired yet, and machines that are missing. */
export function AttentionList({ items }: { items: Attention[] }) {
  return (
    <Rows>
      {items.map(({ key, kind, title, note, href }) => {
        const Icon = icons[kind]
        return <Row key={key} href={href} icon={<Icon aria-hidden className="size-4 shrink-0 text-failed" strokeWidth={1.75} />} title={title} note={note} />
      })}
    </Rows>
  )
}
