import { cn } from './cn'

/** Shared by everything one types into, so that all fields look alike. */
export const fieldClass =
  'w-full rounded-md border border-control/70 bg-surface text-base text-fg placeholder:text-faint hover:border-control ' +
  'focus-visible:border-ring focus-visible:outline-1 focus-visible:outline-offset-0 disabled:opacity-60 ' +
  'aria-invalid:border-failed aria-invalid:focus-visible:outline-failed'

export function Input({ className, ...rest }: React.ComponentProps<'input'>) {
  return <input autoComplete="off" spellCheck={false} {...rest} className={cn(fieldClass, 'h-8 px-2', className)} />
}

export function Textarea({ className, ...rest }: React.ComponentProps<'textarea'>) {
  return <textarea rows={3} {...rest} className={cn(fieldClass, 'min-h-16 px-2 py-1.5', className)} />
}
