export function Audit(_: object) { return <h1>Audit</h1>; }
