import { ChevronRight } from 'lucide-react'
import { Field } from '@/components/ui/field'
import { Input, Textarea } from '@/components/ui/input'

export interface ImageFieldsProps {
  open: boolean
  onOpen: () => void
  systemPackages: string
  dockerfile: string
  errors: Record<string, string>
  onChange: (change: { systemPackages?: string; dockerfile?: string }) => void
}

/** What makes an environment an image; few need it. */
export function ImageFields({ open, onOpen, systemPackages, dockerfile, errors, onChange }: ImageFieldsProps) {
  if (!open && !errors.systemPackages && !errors.dockerfile) {
    return (
      <button type="button" onClick={onOpen} aria-expanded={false} className="flex items-center gap-1 self-start text-muted hover:text-fg">
        <ChevronRight aria-hidden className="size-3.5" />
        System packages and Dockerfile
      </button>
    )
  }
  return (
    <fieldset className="flex flex-col gap-4 rounded-md border border-line p-3">
      <legend className="px-1 text-sm font-medium">Image</legend>
      <p className="text-sm text-muted">With either of these, steps run in a container, on hosts that have podman or docker and whose owner allows it (ATELIER_AGENT_CONTAINERS=1).</p>
      <Field label="System packages" help="As Debian names them, parted by spaces, such as libgl1 libgomp1." error={errors.systemPackages}>
        <Input className="font-mono text-sm" value={systemPackages} onChange={(event) => onChange({ systemPackages: event.target.value })} />
      </Field>
      <Field label="Dockerfile" help="Left empty, the image begins with Python on Debian. The packages above are installed into whatever it makes." error={errors.dockerfile}>
        <Textarea rows={6} className="font-mono text-sm" placeholder="FROM docker.io/library/python:3.12-slim" value={dockerfile} onChange={(event) => onChange({ dockerfile: event.target.value })} />
      </Field>
    </fieldset>
  )
}
