import { cn } from '@/components/ui/cn'
import { passwordStrength } from '@/lib/identity/password-strength'

const colors = ['', 'bg-failed', 'bg-warning', 'bg-succeeded', 'bg-succeeded'] as const

/** Four bars and a word below a new password. */
export function PasswordMeter({ password }: { password: string }) {
  const { score, words } = passwordStrength(password)
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="flex gap-0.5">
        {[1, 2, 3, 4].map((bar) => (
          <span key={bar} className={cn('h-1 w-5 rounded-full', bar <= score ? colors[score] : 'bg-pressed')} />
        ))}
      </span>
      {words}
    </span>
  )
}
