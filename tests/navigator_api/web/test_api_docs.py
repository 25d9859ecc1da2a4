from navigator_api.web.api_docs import Operation, Parameter, operations

CONTRACT = {
    "paths": {
        "/api/v1/things": {
            "get": {
                "summary": "Find things",
                "parameters": [
                    {"name": "q", "in": "query", "schema": {"type": "string"}},
                    {"name": "id", "in": "path", "required": True, "description": "Whose", "schema": {}},
                ],
            },
            "post": {"summary": "Make one", "security": [{"staff": ["things.write"]}]},
        },
        "/navigator/things": {"get": {"summary": "A page"}},
    }
}


def test_tells_of_each_route_for_machines_who_may_use_it_and_with_what() -> None:
    assert list(operations(CONTRACT)) == [
        Operation(
            "GET",
            "/api/v1/things",
            "Find things",
            (),
            (Parameter("q", "query", "string", False), Parameter("id", "path", "Whose", True)),
        ),
        Operation("POST", "/api/v1/things", "Make one", ("things.write",), ()),
    ]
