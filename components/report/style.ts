/** One sheet for screen and paper; nothing is fetched. */
export const reportStyle = `
:root{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;max-width:980px;padding:32px 28px 48px;font:14px/1.5 Inter,system-ui,-apple-system,"Segoe UI",sans-serif;color:#1c1e22;background:#fff}
h1{margin:0;font-size:26px;line-height:1.25}
h2{margin:36px 0 8px;padding-top:12px;border-top:1px solid #e2e4e8;font-size:18px}
h3{margin:20px 0 4px;font-size:14px}
p{margin:4px 0}
.muted,svg text{color:#5d626c}
svg{display:block;width:100%;height:auto}
svg text{font:11px Inter,system-ui,sans-serif;fill:#5d626c}
svg .name,svg .step{fill:#1c1e22}
svg .step{font-weight:600;font-size:12px}
.grid{stroke:#e6e8ec;fill:none}
.axis{stroke:#b9bdc6;fill:none}
.pipeline{margin:8px auto}
.metrics{display:grid;grid-template-columns:repeat(auto-fill,minmax(270px,1fr));gap:10px;margin:14px 0 0}
.metrics div{padding:10px 12px;border:1px solid #e2e4e8;border-radius:6px;break-inside:avoid}
.metrics dt{color:#5d626c;font-size:12px}
.metrics dd{margin:0;font-size:22px;font-weight:600;font-variant-numeric:tabular-nums}
.metrics p{font-size:12px;color:#5d626c}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(380px,1fr));gap:20px;margin-top:8px}
figure{margin:0;padding:12px 14px;border:1px solid #e2e4e8;border-radius:6px;break-inside:avoid}
figcaption b{display:block}
figcaption{margin-bottom:8px;font-size:12px;color:#5d626c}
figcaption b{font-size:14px;color:#1c1e22}
table{width:100%;border-collapse:collapse;font-size:12px;font-variant-numeric:tabular-nums}
th,td{padding:4px 8px;border-bottom:1px solid #e6e8ec;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{font-weight:600;color:#5d626c}
.n{text-align:right}
figure svg{max-width:560px}
.confusion td,.confusion th{text-align:center;border:2px solid #fff}
.confusion th[scope=row]{text-align:right}
.legend{display:flex;flex-wrap:wrap;gap:2px 14px;font-size:12px;color:#5d626c}
.legend i{display:inline-block;width:14px;height:3px;margin:0 5px 3px 0;border-radius:2px}
.warning{padding:6px 10px;border-radius:6px;background:#fbf0d9;color:#6d4300}
.state{padding:1px 8px;border-radius:10px;background:#eef0f3;font-size:13px;font-weight:500;vertical-align:middle}
.state.succeeded{background:#e2f3e8;color:#18713c}.state.failed{background:#fce8e6;color:#b3261e}
code{font:12px ui-monospace,"JetBrains Mono",monospace}
section.step{break-inside:avoid;margin-top:14px}
footer{margin-top:36px;padding-top:10px;border-top:1px solid #e2e4e8;font-size:12px;color:#5d626c}
@media print{body{max-width:none;padding:0;font-size:12px}h2{break-after:avoid}.charts{grid-template-columns:1fr 1fr}@page{size:A4;margin:16mm 14mm}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
@media (max-width:520px){body{padding:20px 14px}.charts{grid-template-columns:1fr}.wide{overflow-x:auto}}
`
