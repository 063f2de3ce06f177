"""il2qa in the shapes of other programs: assistants by MCP, retrievers of search frameworks.

Each module needs the package of its extra (`pip install "il2qa[langchain]"`); il2qa itself needs
none of them, and loads none before such a module is imported.
"""
