"""Articles: the text, and who says what in it."""

from fastapi import APIRouter
from starlette.requests import Request

from sayso_store.console.api.answers import Id, Tagged
from sayso_store.console.desk import desk_of
from sayso_store.console.problems import Problem
from sayso_store.views import ArticleDetail

router = APIRouter(prefix="/articles", tags=["articles"], route_class=Tagged)


@router.get("/{article_id}", operation_id="show_article")
def show_article(request: Request, article_id: Id) -> ArticleDetail:
    """An article with the statements of its newest reading."""
    found = desk_of(request).articles(article_id)
    if found is None:
        raise Problem(404, "no_article", "No article has this id.")
    return found
