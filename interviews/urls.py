from django.urls import path

from interviews import ratings, views

app_name = "interviews"

urlpatterns = [
    path("", views.interview_list, name="list"),
    path("<uslug:slug>/", views.interview_detail, name="detail"),
    path("<uslug:slug>/q/<int:anchor>/", views.answer, name="answer"),
    path("<uslug:slug>/cite/", views.citation, name="cite"),
    path("<uslug:slug>/ratings/", ratings.rate, name="rate"),
    path("<uslug:slug>/ratings/mine/", ratings.my_rating, name="my_rating"),
    path("<uslug:slug>/ratings/mine/withdraw/", ratings.withdraw, name="withdraw"),
]
