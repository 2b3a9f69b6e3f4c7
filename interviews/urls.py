from django.urls import path

from interviews import views
from interviews.page.side_by_side import side_by_side
from interviews.reviewing import figures, ratings, reviews

app_name = "interviews"

urlpatterns = [
    path("", views.interview_list, name="list"),
    path("<uslug:slug>/", views.interview_detail, name="detail"),
    path("<uslug:slug>/q/<int:anchor>/", views.answer, name="answer"),
    path("<uslug:slug>/card.png", views.card, name="card"),
    path("<uslug:slug>/with/<uslug:other>/", side_by_side, name="side_by_side"),
    path("<uslug:slug>/cite/", views.citation, name="cite"),
    path("<uslug:slug>/ratings/", ratings.rate, name="rate"),
    path("<uslug:slug>/ratings/mine/", ratings.my_rating, name="my_rating"),
    path("<uslug:slug>/ratings/mine/withdraw/", ratings.withdraw, name="withdraw"),
    path("<uslug:slug>/ratings/mine/erase/", ratings.erase, name="erase"),
    path("<uslug:slug>/ratings/mine/export/", ratings.export, name="export"),
    path("<uslug:slug>/ratings.json", figures.as_json, name="figures"),
    path("<uslug:slug>/reviews/", reviews.review_list, name="reviews"),
    # The same for who comes by the link in a mail.
    path(
        "<uslug:slug>/ratings/by-mail/<str:link>/",
        ratings.my_rating,
        name="my_rating_by_link",
    ),
    path(
        "<uslug:slug>/ratings/by-mail/<str:link>/rate/",
        ratings.rate,
        name="rate_by_link",
    ),
    path(
        "<uslug:slug>/ratings/by-mail/<str:link>/withdraw/",
        ratings.withdraw,
        name="withdraw_by_link",
    ),
    path(
        "<uslug:slug>/ratings/by-mail/<str:link>/erase/",
        ratings.erase,
        name="erase_by_link",
    ),
    path(
        "<uslug:slug>/ratings/by-mail/<str:link>/export/",
        ratings.export,
        name="export_by_link",
    ),
]
