/** A part of the form with its heading. */
export function Section({ title, note, children }: { title: string; note?: string; children: React.ReactNode }) {
  return (
    <section className="flex flex-col gap-2.5">
      <div>
        <h2 className="text-lg font-semibold">{title}</h2>
        {note && <p className="text-muted">{note}</p>}
      </div>
      {children}
    </section>
  )
}
