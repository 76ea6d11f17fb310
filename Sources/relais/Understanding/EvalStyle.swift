/// How the report's page looks: one column, day and night, on paper too.
enum EvalStyle {
    static let css = """
        :root{color-scheme:light dark;--ink:#1d2430;--soft:#5b6675;--line:#e1e5eb;--ground:#f6f7f9;--card:#fff;\
        --mark:#0b6e5f;--pale:#d9eeea;--warn:#b4541a;--warnpale:#fbeadf}
        @media (prefers-color-scheme:dark){:root{--ink:#e6e9ee;--soft:#9aa5b4;--line:#2c3440;--ground:#12161c;\
        --card:#1a2029;--mark:#5cc4b2;--pale:#1d3a36;--warn:#e69a66;--warnpale:#3a281c}}
        *{box-sizing:border-box}
        body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",sans-serif}
        main{max-width:1060px;margin:0 auto;padding:40px 24px 80px}
        h1{font-size:30px;line-height:1.2;margin:0 0 8px;letter-spacing:-.01em}
        h2{font-size:20px;line-height:1.3;margin:0 0 4px}
        h3{font-size:16px;line-height:1.4;margin:0 0 4px}
        header p,.lead,figcaption p{color:var(--soft);margin:0;max-width:74ch}
        section{margin-top:44px}
        .lead{margin-bottom:14px}
        small{color:var(--soft);font-size:13px}
        .figures{display:grid;grid-template-columns:repeat(4,1fr);gap:1px;margin-top:28px;background:var(--line);\
        border:1px solid var(--line);border-radius:12px;overflow:hidden}
        .figures div{background:var(--card);padding:18px 20px}
        .figures b{display:block;font-size:32px;line-height:1.15;font-weight:650;letter-spacing:-.02em;\
        font-variant-numeric:tabular-nums}
        .figures span{display:block;font-weight:600}
        .figures small{display:block;margin-top:4px;line-height:1.4}
        .advice{margin-top:28px}
        .advice h2{margin-bottom:12px}
        .advice ol{list-style:none;counter-reset:n;margin:0;padding:0;display:grid;gap:12px}
        .advice ol>li{counter-increment:n;position:relative;background:var(--card);border:1px solid var(--line);\
        border-radius:12px;padding:16px 20px 16px 68px}
        .advice ol>li::before{content:counter(n);position:absolute;left:20px;top:16px;width:32px;height:32px;\
        border-radius:50%;background:var(--mark);color:var(--card);font-weight:700;display:grid;place-items:center}
        .advice p{margin:0;color:var(--soft);max-width:80ch}
        .advice ul{margin:10px 0 0;padding:10px 0 0;list-style:none;border-top:1px solid var(--line);font-size:14.5px}
        .advice ul li{margin:2px 0}
        .plots{display:grid;grid-template-columns:1fr 1fr;gap:16px}
        figure{margin:0;background:var(--card);border:1px solid var(--line);border-radius:12px;padding:20px;\
        display:flex;flex-direction:column}
        figure .up{order:1;margin:14px 0 0;font-size:13px;color:var(--soft)}
        figure svg{order:2;width:100%;max-width:420px;height:auto;display:block;overflow:visible}
        figcaption p{font-size:14.5px}
        .grid{stroke:var(--line);stroke-width:1}
        .tick,.axis{font-size:12px;fill:var(--soft)}
        .ideal{stroke:var(--soft);stroke-dasharray:4 5;stroke-width:1.5}
        .line{fill:none;stroke:var(--mark);stroke-width:2;stroke-linejoin:round}
        .dot{fill:var(--mark);stroke:var(--card);stroke-width:1.5}
        .dot.present{fill:var(--warn)}
        .note{font-size:13px;font-weight:600;fill:var(--warn)}
        .whisker{stroke:var(--mark);stroke-width:6;stroke-linecap:round;opacity:.25}
        .promises{list-style:none;margin:0;padding:0;background:var(--card);border:1px solid var(--line);\
        border-radius:12px;overflow:hidden}
        .promises li{padding:12px 20px;border-top:1px solid var(--line);display:grid;\
        grid-template-columns:190px 1fr;gap:14px;align-items:baseline}
        .promises li:first-child{border-top:0}
        .promises .no{color:var(--soft)}
        code{font:600 14px ui-monospace,"SF Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace}
        .yes code{color:var(--mark)}
        .wide{overflow-x:auto;background:var(--card);border:1px solid var(--line);border-radius:12px}
        table{border-collapse:collapse;width:100%;font-size:14.5px}
        th,td{text-align:right;padding:8px 14px;border-top:1px solid var(--line);white-space:nowrap;\
        font-variant-numeric:tabular-nums}
        th:first-child{text-align:left;padding-left:20px}
        thead th{border-top:0;font-weight:600;color:var(--soft);font-size:13px;white-space:normal;vertical-align:bottom}
        tbody th{font-weight:600}
        td.few{color:var(--warn);font-weight:650}
        .bar{width:26%;min-width:150px}
        td.bar div{position:relative;height:10px;background:linear-gradient(var(--line),var(--line)) center/100% 1px no-repeat}
        td.bar i,td.bar b{position:absolute;top:50%;transform:translateY(-50%)}
        td.bar i{height:10px;border-radius:5px;background:var(--pale)}
        td.bar b{width:10px;height:10px;margin-left:-5px;border-radius:50%;background:var(--mark)}
        th.bar{text-align:left}
        th.bar span{float:right}
        .pairs{columns:2;column-gap:16px}
        .pairs article{break-inside:avoid;background:var(--card);border:1px solid var(--line);border-radius:12px;\
        padding:16px 20px;margin:0 0 16px}
        .pairs h3{display:flex;gap:6px;flex-wrap:wrap;overflow-wrap:anywhere}
        .pairs h3 i{font-style:normal;color:var(--soft)}
        .pairs h3 b{margin-left:auto;background:var(--warnpale);color:var(--warn);border-radius:20px;padding:0 10px;\
        font-size:14px}
        .pairs ul,.list{list-style:none;margin:0;padding:0;font-size:14.5px}
        .pairs ul li{padding:6px 0;overflow-wrap:anywhere}
        .pairs p,.list p{margin:2px 0 0 16px;color:var(--soft)}
        .to{color:var(--warn);font-weight:600}
        .list{background:var(--card);border:1px solid var(--line);border-radius:12px}
        .list li{padding:10px 20px;border-top:1px solid var(--line);overflow-wrap:anywhere}
        .list li:first-child{border-top:0}
        .chips{list-style:none;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:8px}
        .chips li{background:var(--card);border:1px solid var(--line);border-radius:20px;padding:4px 14px;font-size:14.5px}
        .chips b{color:var(--warn)}
        .rest{color:var(--soft);margin:10px 0 0}
        @media (max-width:760px){main{padding:24px 16px 60px}.figures{grid-template-columns:1fr 1fr}\
        .plots{grid-template-columns:1fr}.pairs{columns:1}.promises li{grid-template-columns:1fr;gap:2px}\
        .advice ol>li{padding-left:60px}}
        @media print{body{background:#fff;font-size:12px}main{max-width:none;padding:0}\
        section,article,figure,.advice li{break-inside:avoid}}
        """
}
