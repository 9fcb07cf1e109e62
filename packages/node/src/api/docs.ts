/**
 * The page at `/docs`: the served OpenAPI document made readable, with nothing loaded from elsewhere.
 *
 * @module
 */

/** Draws itself from `/openapi.json`. */
export const docsPage = `<!doctype html>
<html lang="en"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Novate API</title>
<style>
body{font:16px/1.5 system-ui,sans-serif;max-width:56rem;margin:2rem auto;padding:0 1rem;color:#1b1f24;background:#fff}
h2{margin:2.2rem 0 .3rem;font-size:1rem;font-family:ui-monospace,monospace}h2 b{color:#0a6e4f;text-transform:uppercase}
p{margin:.2rem 0}table{border-collapse:collapse;margin:.5rem 0;width:100%}td{border-top:1px solid #ddd;padding:.25rem .6rem .25rem 0;vertical-align:top}
code,pre{font:13px/1.45 ui-monospace,monospace}pre{background:#f5f6f7;padding:.7rem;overflow:auto}summary{cursor:pointer;color:#555}
@media(prefers-color-scheme:dark){body{color:#e6e8ea;background:#14171a}pre{background:#1e2226}td{border-color:#333}h2 b{color:#4cc79b}summary{color:#aaa}}
</style>
<h1>Novate API</h1><p id="about"></p><p>The machine-readable form is <a href="/openapi.json">/openapi.json</a>.</p><main></main>
<script type="module">
const text=(tag,content)=>Object.assign(document.createElement(tag),{textContent:content});
const api=await (await fetch("/openapi.json")).json();
document.getElementById("about").textContent=api.info.description;
const follow=(s,seen=[])=>{if(!s||typeof s!=="object")return s;
 if(s.$ref){const name=s.$ref.split("/").pop();return seen.includes(name)?name:follow(api.components.schemas[name],[...seen,name])}
 if(s.anyOf||s.oneOf)return (s.anyOf??s.oneOf).map(x=>follow(x,seen));
 if(s.type==="array")return [follow(s.items,seen)];
 if(s.properties)return Object.fromEntries(Object.entries(s.properties).map(([k,v])=>[k,follow(v,seen)]));
 return [].concat(s.enum??s.type??"any").join(" | ")};
for(const [path,methods] of Object.entries(api.paths))for(const [method,route] of Object.entries(methods)){
 const main=document.querySelector("main"),title=text("h2"," "+path);title.prepend(text("b",method));
 main.append(title,text("p",route.summary+"."));if(route.description)main.append(text("p",route.description));
 const table=text("table","");for(const p of route.parameters??[]){const row=text("tr","");
  row.append(text("td",p.name+(p.required?"":"?")),text("td",p.in),text("td",p.description??p.schema?.description??""));table.append(row)}
 if(route.parameters)main.append(table);
 const show=(label,content)=>{if(!content)return;const box=text("details","");box.append(text("summary",label),text("pre",JSON.stringify(follow(content.schema),null,1)));main.append(box)};
 show("body",route.requestBody?.content?.["application/json"]);show("answer",route.responses?.["200"]?.content?.["application/json"]);}
</script></html>`;
