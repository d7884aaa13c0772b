import { CopyButton } from '@/components/ui/copy-button'

/** Text in a fixed pitch that can be copied; `actions` stand beside the copy button. */
export function CodeBlock({ code, label = 'Copy', actions }: { code: string; label?: string; actions?: React.ReactNode }) {
  return (
    <div className="relative rounded-md border border-line bg-surface">
      <div className="absolute top-1 right-1 flex items-center gap-1 rounded-md bg-surface">
        {actions}
        <CopyButton text={code} label={label} />
      </div>
      <pre tabIndex={0} aria-label="Code" className="overflow-x-auto px-3 py-2.5 pr-12 font-mono text-sm leading-5">
        <code>{code}</code>
      </pre>
    </div>
  )
}
