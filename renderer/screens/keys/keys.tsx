export function Keys(_: object) { return <h1>Keys</h1>; }
