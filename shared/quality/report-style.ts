/** The looks of a report: both themes by the reader's own setting, nothing remote. */
export const reportStyle = `
:root { color-scheme: light dark; --text: #1f2430; --soft: #555d6b; --line: #d5d9e0; --page: #fff; --card: #f6f7f9;
  --bar: #3b5bdb; --pass: #0a5e46; --warn: #7a4b00; --fail: #a61e1e; }
@media (prefers-color-scheme: dark) { :root { --text: #e6e8ec; --soft: #b3b9c4; --line: #3b414d; --page: #16181d;
  --card: #1f2229; --bar: #91a7ff; --pass: #63e6be; --warn: #ffd43b; --fail: #ff8787; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1100px; padding: 32px 24px 64px; background: var(--page); color: var(--text);
  font: 15px/1.5 system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', sans-serif; }
h1 { font-size: 26px; margin: 0 0 4px; } h2 { font-size: 18px; margin: 36px 0 8px; } h3 { font-size: 15px; margin: 20px 0 4px; }
p { margin: 4px 0; } .soft { color: var(--soft); }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 6px 10px 6px 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
th { font-weight: 600; color: var(--soft); font-size: 13px; } .number { text-align: right; white-space: nowrap; }
code, pre { font: 13px/1.45 ui-monospace, Menlo, Consolas, 'Liberation Mono', monospace; overflow-wrap: anywhere; white-space: pre-wrap; }
td, code, pre, span { unicode-bidi: isolate; }
pre { background: var(--card); padding: 10px 12px; border-radius: 6px; margin: 4px 0; }
.status { font-weight: 700; white-space: nowrap; } .pass { color: var(--pass); } .warn { color: var(--warn); }
.fail, .error { color: var(--fail); } .skipped { color: var(--soft); }
.five { display: flex; flex-wrap: wrap; gap: 8px 28px; } .five b { display: block; font-size: 22px; }
.bar { position: relative; width: 160px; height: 10px; margin-top: 6px; background: var(--card); border: 1px solid var(--line); }
.bar i { position: absolute; inset: 0 auto 0 0; background: var(--bar); }
.bar b { position: absolute; top: -4px; bottom: -4px; width: 2px; background: var(--text); }
@media print { body { max-width: none; padding: 0; } h2 { break-after: avoid; } tr { break-inside: avoid; } }
`;
