export function Playground(_: object) { return <h1>Playground</h1>; }
